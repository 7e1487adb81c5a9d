import CellCore
import CellWire

/// Which body of the monitor a scenario runs in.
public enum FirmwareChoice: String, Equatable, Sendable {
    /// The core alone, stepped directly.
    case core
    /// The whole firmware, built for this machine, behind its USB cable.
    case native
}

/// A monitor that takes samples and says its output frames: events, then status, numbered from 0.
protocol MonitorBody: AnyObject {
    func take(_ sample: Sample) throws(SimulationError) -> [Frame]
    /// Rules that the body has broken; a run with any fails.
    var complaints: [String] { get }
}

/// The core alone.
final class CoreBody: MonitorBody {
    private var monitor: CellMonitor
    private var framer = OutputFramer()

    init(profile: CellProfile) { monitor = CellMonitor(profile: profile) }

    func take(_ sample: Sample) throws(SimulationError) -> [Frame] {
        var events = EventList()
        monitor.step(sample, events: &events)
        var frames: [Frame] = []
        for index in 0..<events.count {
            if let event = events[index] { frames.append(framer.frame(event)) }
        }
        frames.append(framer.frame(monitor.status))
        return frames
    }

    var complaints: [String] { [] }
}

/// The native firmware, listened to over its USB stream.
final class NativeBody: MonitorBody {
    private let device: SimulatedDevice
    private let listener: StreamListener

    init(profile: CellProfile, samplePeriodMicroseconds: UInt64, seed: UInt64) throws(SimulationError) {
        device = SimulatedDevice(
            profile: profile, samplePeriodMicroseconds: samplePeriodMicroseconds, serialNumber: seed)
        listener = try StreamListener(device, contents: .status.union(.events))
    }

    func take(_ sample: Sample) throws(SimulationError) -> [Frame] {
        device.offer(sample)
        return try listener.collect()
    }

    var complaints: [String] { device.violations.map { "USB: \($0)" } }
}
