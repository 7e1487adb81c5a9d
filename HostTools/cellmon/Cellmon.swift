import ArgumentParser
import Foundation

@main
struct Cellmon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cellmon",
        abstract: "Watches a battery cell through its monitor, or a record of one.",
        discussion: """
            Exit codes: 0 done, 1 failed, 2 the cell is at fault (status --check), 64 usage, 65 bad data, 66 no such \
            file, 69 no device, 70 internal, 74 USB or file error, 75 timed out, 76 protocol or version mismatch, \
            77 no permission.
            """,
        version: "0.1.0",
        subcommands: [
            ListCommand.self, InfoCommand.self, StatusCommand.self, WatchCommand.self, ReplayCommand.self,
            ProfileCommand.self, ImpedanceCommand.self,
        ])

    static func main() {
        // A reader that leaves (`cellmon … | head`) ends the command quietly, also under a parent that ignores this.
        signal(SIGPIPE, SIG_DFL)
        Interruption.unblock([SIGPIPE])
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            failure.end()
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            end(withParserError: error)
        }
    }

    /// Help and version go to standard output; a wrong command line is one sentence and exit code 64.
    private static func end(withParserError error: any Error) -> Never {
        let code = exitCode(for: error)
        guard code != .success else {
            print(fullMessage(for: error))
            Foundation.exit(0)
        }
        let sentence = message(for: error).split(separator: "\n").joined(separator: " ")
        let command = CommandLine.arguments.dropFirst().first { name in
            configuration.subcommands.contains { $0.configuration.commandName == name }
        }
        let help = command.map { "cellmon help \($0)" } ?? "cellmon --help"
        let fact = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        CommandFailure("\(fact); see \(help)", code: code.rawValue).end()
    }
}
