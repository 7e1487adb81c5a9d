import ArgumentParser
import CellCore
import CellData

/// How a command prints: the same option for every command.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object a line.")
    var json = false
}

extension ShortClass: ExpressibleByArgument {
    /// A class by its name.
    public init?(argument: String) { self.init(name: argument) }

    /// The names, for help.
    public static var allValueStrings: [String] { ShortClass.all.map(\.name) }
}
