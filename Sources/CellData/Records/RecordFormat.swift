/// A kind of file that the reader knows by its header.
///
/// A further vendor is one file in `Formats/` with a static value like those there, and its entry in `all`.
public struct RecordFormat: Sendable {
    /// Name for people, such as `BDF`.
    public let name: String
    /// What a row's current stands for where the options do not say, with the reason in the format's own file.
    public let currentMeaning: CurrentMeaning
    /// Which current is positive where the options do not say.
    public let currentSign: CurrentSign
    /// Lines that may stand before the header.
    let preambleLimit: Int
    /// The layout when `labels` is this format's header; nil when it is not; throws when it is one that cannot be read.
    let layout: @Sendable (_ labels: [String], RecordOptions) throws(RecordFault) -> RecordLayout?

    /// The formats in the order in which they are asked: vendors first, for their headers are the more particular.
    public static let all: [RecordFormat] = [.landt, .bdf]

    static var allNames: String { all.reversed().map(\.name).joined(separator: " or ") }
}
