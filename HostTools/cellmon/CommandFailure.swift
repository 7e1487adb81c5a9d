import CellData
import Foundation
import USBHost

/// How a command ends when it cannot do what it was asked: one sentence for standard error, and the exit code.
struct CommandFailure: Error {
    var sentence: String
    var code: Int32

    init(_ sentence: String, code: Int32) {
        self.sentence = sentence
        self.code = code
    }

    init(_ error: SessionError) { self.init("\(error)", code: error.exitCode) }

    init(_ error: USBHostError) { self.init("\(error)", code: error.exitCode) }

    init(_ error: RecordError) { self.init("\(error)", code: error.exitStatus) }

    /// Wrong usage that the argument parser cannot see.
    static func usage(_ sentence: String) -> CommandFailure { CommandFailure(sentence, code: 64) }

    /// Prints the sentence and ends the process.
    func end() -> Never {
        Notice.write(sentence)
        exit(code)
    }
}

/// Sentences on standard error.
enum Notice {
    /// Writes `cellmon: …` as one line; control characters from outside do not reach the terminal.
    static func write(_ sentence: String) {
        let plain = Printable.text(sentence)
        FileHandle.standardError.write(Data("cellmon: \(plain)\n".utf8))
    }
}

/// Text from outside, made safe for a terminal.
enum Printable {
    /// Control characters become "?".
    static func text(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }
}
