import Foundation

/// A circuit for ngspice, driven by pulses of current into the node `p`; its voltage to ground is the cell's.
struct Circuit {
    /// Lines of the netlist.
    private(set) var elements: [String] = []

    /// How finely ngspice solves it.
    struct Accuracy {
        var relative: Double
        /// Longest step in s.
        var longestStep: Double

        static let coarse = Accuracy(relative: 1e-6, longestStep: 0.1)
        static let fine = Accuracy(relative: 1e-7, longestStep: 0.05)
    }

    mutating func resistor(_ name: String, _ from: String, _ to: String, ohms: Double) {
        elements.append("R\(name) \(from) \(to) \(ohms)")
    }

    mutating func capacitor(_ name: String, _ from: String, _ to: String, farads: Double, volts: Double = 0) {
        elements.append("C\(name) \(from) \(to) \(farads) IC=\(volts)")
    }

    /// A source of current from one node to another, or of voltage between them, by an expression.
    mutating func source(_ name: String, _ from: String, _ to: String, amperes expression: String) {
        elements.append("B\(name) \(from) \(to) I=\(expression)")
    }

    /// See `source(_:_:_:amperes:)`.
    mutating func source(_ name: String, _ from: String, _ to: String, volts expression: String) {
        elements.append("B\(name) \(from) \(to) V=\(expression)")
    }

    /// A short that measures the current through it: `i(Vname)` in expressions.
    mutating func meter(_ name: String, _ from: String, _ to: String) {
        elements.append("V\(name) \(from) \(to) 0")
    }

    /// The voltage of `p` at the end of each second.
    func volts(_ pulses: [Pulse], _ accuracy: Accuracy, program: URL) throws -> [Double] {
        let seconds = pulses.reduce(0) { $0 + $1.seconds }
        return try Subprocess.run(
            program, ["-b", "circuit.cir"],
            prepare: { folder in
                try netlist(pulses, accuracy).write(
                    to: folder.appending(path: "circuit.cir"), atomically: false, encoding: .utf8)
            },
            collect: { folder, output in
                let file = folder.appending(path: "volts")
                guard !output.contains("aborted"), let text = try? String(contentsOf: file, encoding: .utf8) else {
                    throw SubprocessError.failed("ngspice", code: 0, notices: String(output.suffix(2_000)))
                }
                // The first row is that of 0 s.
                let rows = try Subprocess.rows(text, from: "ngspice").dropFirst()
                guard rows.count == seconds, rows.allSatisfy({ $0.count == 2 }) else {
                    throw SubprocessError.unreadable("ngspice", line: "\(rows.count) rows for \(seconds) s")
                }
                return rows.map { $0[1] }
            })
    }

    /// The clock has corners on the whole seconds, so that a time step ends there and `linearize` has nothing to
    /// interpolate.
    private func netlist(_ pulses: [Pulse], _ accuracy: Accuracy) -> String {
        let seconds = pulses.reduce(0) { $0 + $1.seconds }
        return """
            * A cell of Docs/CellModel.md, reduced
            Iload 0 p PWL(
            \(Circuit.points(pulses))
            + )
            Vclock clock 0 PULSE(0 1 1 0.4 0.4 0.1 1)
            \(elements.joined(separator: "\n"))
            .options reltol=\(accuracy.relative) abstol=1e-13 vntol=1e-9 chgtol=1e-13 trtol=1
            .control
            set numdgt=15
            save v(p)
            tran 1 \(seconds) 0 \(accuracy.longestStep) uic
            linearize v(p)
            wrdata volts v(p)
            quit
            .endc
            .end

            """
    }

    /// The corners of the current, which rises within 1 µs.
    private static func points(_ pulses: [Pulse]) -> String {
        var lines = ["+ 0 0"]
        var second = 0
        for pulse in pulses {
            lines.append("+ \(second).000001 \(pulse.amperes)")
            second += pulse.seconds
            lines.append("+ \(second) \(pulse.amperes)")
        }
        return lines.joined(separator: "\n")
    }
}
