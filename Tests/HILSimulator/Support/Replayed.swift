import CellCore
import CellData
import CellWire
import Foundation
import Testing

/// What the core says to the inputs of a recording: its output frames, and how many samples it took.
func replayed(_ path: String) throws -> (frames: Data, sampleCount: UInt64) {
    var reader = try RecordingReader(path: path)
    let profile = try #require(CellProfile.builtIn(named: reader.profile))
    var monitor = CellMonitor(profile: profile)
    var framer = OutputFramer()
    var frames = Data()
    func append(_ frame: Frame) { for index in 0..<frame.bytes.count { frames.append(frame.bytes[index]) } }
    while let entry = try reader.next() {
        var events = EventList()
        switch entry {
        case .sample(let sample): monitor.step(sample, events: &events)
        case .notice(let notice): monitor.note(notice, events: &events)
        case .impedance: continue
        case .reset: monitor = CellMonitor(profile: profile)
        case .snapshot(let snapshot):
            monitor = try CellMonitor(profile: profile, snapshot: snapshot, afterTimeOff: true)
        }
        for index in 0..<events.count { append(framer.frame(try #require(events[index]))) }
        if case .sample = entry { append(framer.frame(monitor.status)) }
    }
    let fault = reader.fault
    #expect(fault == nil)
    return (frames, reader.sampleCount)
}
