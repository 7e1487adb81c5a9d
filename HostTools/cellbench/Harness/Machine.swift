import CellData
import Foundation

/// The machine that the figures are of.
enum Machine {
    static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// The processor's own name, where the system tells it.
    static var processor: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    }

    /// Programs that wanted a core during the last minute, on average.
    static var load: Double {
        var values = [Double](repeating: 0, count: 3)
        return getloadavg(&values, 3) > 0 ? values[0] : 0
    }

    /// The most memory that this process has held so far, in bytes.
    static var peakMemoryBytes: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) * 1024
    }

    static var isRelease: Bool {
        var result = true
        assert(
            {
                result = false
                return true
            }())
        return result
    }

    static var text: String {
        let build = isRelease ? "release" : "DEBUG: the figures mean nothing"
        return "cellbench · \(processor) · \(cores) cores · load \(String(format: "%.1f", load)) · \(build)"
    }

    static var json: JSONLine {
        var line = JSONLine(type: "machine")
        line.add("processor", processor)
        line.add("cores", cores)
        line.add("load_average", load)
        line.add("release", isRelease)
        return line
    }
}
