import ArgumentParser
import CellData
import Foundation

struct ImpedanceExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes an impedance spectrum in another format.",
        discussion: """
            bdf is the Battery Data Format, csv the same with machine-readable names, impedance.py three columns without a \
            header. Every number is written so that reading gives the same again.
            """)

    @OptionGroup var source: SpectrumOptions

    @Option(help: "The format.")
    var format = SpectrumWriter.Format.bdf

    @Option(help: ArgumentHelp("Write to this file; - is standard output.", valueName: "file"))
    var out = "-"

    func run() throws {
        guard out == "-" || !FileKind.isSame(out, source.file) else {
            throw CommandFailure.usage("--out takes the name of another file, not \(out)")
        }
        let text = SpectrumWriter.text(try source.one(), format: format)
        guard out == "-" else { return try OutputFile.write(Array(text.utf8), to: out) }
        let output = StandardOutput()
        output.write(text)
        try output.flush()
    }
}

extension SpectrumWriter.Format: ExpressibleByArgument {}
