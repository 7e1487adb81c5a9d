import CellData
import Foundation

/// The voltage over the whole watch in bounded memory: buckets of equal time that pair up when there are too many.
struct VoltageTrace {
    private struct Bucket {
        var sum = 0.0
        var count = 0

        var mean: Double? { count > 0 ? sum / Double(count) : nil }
    }

    private static let limit = 512
    private static let axisWidth = 9
    private static let blocks = Array(" ▁▂▃▄▅▆▇█")

    private var buckets: [Bucket] = []
    private var start: Double?
    private var end = 0.0
    private var bucketSeconds = 0.05

    /// Takes a voltage in nanovolts, nil where none was measured.
    mutating func add(seconds: Double, volts nanovolts: Int64?) {
        let origin = start ?? seconds
        start = origin
        guard seconds >= end || buckets.isEmpty else {
            // The device has started again.
            self = VoltageTrace()
            return
        }
        end = max(end, seconds)
        while (seconds - origin) / bucketSeconds >= Double(VoltageTrace.limit) { halve() }
        let index = Int((seconds - origin) / bucketSeconds)
        while buckets.count <= index { buckets.append(Bucket()) }
        if let nanovolts {
            buckets[index].sum += Double(nanovolts) / 1e9
            buckets[index].count += 1
        }
    }

    private mutating func halve() {
        var pairs: [Bucket] = []
        for index in stride(from: 0, to: buckets.count, by: 2) {
            var pair = buckets[index]
            if index + 1 < buckets.count {
                pair.sum += buckets[index + 1].sum
                pair.count += buckets[index + 1].count
            }
            pairs.append(pair)
        }
        buckets = pairs
        bucketSeconds *= 2
    }

    /// The trace as block characters, `rows` high, with its extremes at the left and the time below.
    func lines(columns: Int, rows: Int) -> [StyledText] {
        let width = max(columns - VoltageTrace.axisWidth - 2, 8)
        let values = resampled(width)
        let known = values.compactMap { $0 }
        guard let lowest = known.min(), let highest = known.max() else { return [] }
        // A flat line is drawn in the middle of 2 mV rather than as noise from top to bottom.
        let middle = (lowest + highest) / 2
        let half = max((highest - lowest) / 2, 0.001)
        var lines: [StyledText] = []
        for row in 0..<rows {
            let label = row == 0 ? middle + half : row == rows - 1 ? middle - half : nil
            var line = StyledText(padded(label.map { String(format: "%.3f V", rounded($0)) } ?? ""), .dim)
            line.add(" ┤", .dim)
            let base = Double((rows - 1 - row) * 8)
            let cells = values.map { value -> Character in
                guard let value else { return " " }
                let level = 1 + (value - middle + half) / (2 * half) * Double(rows * 8 - 1)
                return VoltageTrace.blocks[min(max(Int((level - base).rounded()), 0), 8)]
            }
            line.add(String(cells), .graph)
            lines.append(line)
        }
        lines.append(timeAxis(width))
        return lines
    }

    private func timeAxis(_ width: Int) -> StyledText {
        let first = Wording.duration(start ?? 0)
        let last = Wording.duration(end)
        let gap = max(width - first.count - last.count, 1)
        let blank = String(repeating: " ", count: VoltageTrace.axisWidth + 2)
        return StyledText(blank + first + String(repeating: " ", count: gap) + last, .dim)
    }

    /// Means over `width` columns of equal time; a column in which nothing was measured repeats the one before.
    private func resampled(_ width: Int) -> [Double?] {
        var values: [Double?] = []
        for column in 0..<width {
            let first = column * buckets.count / width
            let last = max((column + 1) * buckets.count / width, first + 1)
            var sum = 0.0
            var count = 0
            for bucket in buckets[min(first, buckets.count)..<min(last, buckets.count)] {
                sum += bucket.sum
                count += bucket.count
            }
            values.append(count > 0 ? sum / Double(count) : values.last ?? nil)
        }
        return values
    }

    /// To millivolts, without a negative zero.
    private func rounded(_ volts: Double) -> Double { (volts * 1000).rounded() / 1000 + 0 }

    private func padded(_ text: String) -> String {
        String(repeating: " ", count: max(0, VoltageTrace.axisWidth - text.count)) + text
    }
}
