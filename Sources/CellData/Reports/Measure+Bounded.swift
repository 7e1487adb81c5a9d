import CellCore
import Foundation

extension Measure {
    /// An estimate with its bounds, such as `1.018 mAh (0.976…1.051 mAh)`; "–" when it is not known.
    ///
    /// All three have the prefix and the decimals of the greatest, so that they can be compared at a glance; of the
    /// greatest of `scale` where that is given, so that they can be compared with it.
    public static func text(
        _ value: Bounded?, _ unit: String, factor: Double = 1, digits: Int = 3, scale: Bounded? = nil
    ) -> String {
        guard let value else { return text(nil, unit) }
        func numbers(_ value: Bounded) -> [Double] {
            [value.value, value.lower, value.upper].map { Double($0) * factor }
        }
        let greatest = numbers(scale ?? value).filter(\.isFinite).map(abs).max() ?? 0
        let prefix = Prefix(of: greatest, digits: digits)
        let texts = numbers(value).map { prefix.text($0) }
        return "\(texts[0]) \(prefix.symbol)\(unit) (\(texts[1])…\(texts[2]) \(prefix.symbol)\(unit))"
    }

    /// A factor and decimals that suit a number.
    private struct Prefix {
        let factor: Double
        let symbol: String
        let decimals: Int

        init(of greatest: Double, digits: Int) {
            let all: [(factor: Double, symbol: String)] = [
                (1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"), (1e-12, "p"),
            ]
            let rounded = Double(String(format: "%.\(max(digits - 1, 0))e", greatest)) ?? greatest
            (factor, symbol) = greatest > 0 ? all.first { rounded >= $0.factor } ?? (1e-12, "p") : (1, "")
            let scaled = rounded / factor
            decimals = max(digits - (scaled >= 100 ? 3 : scaled >= 10 ? 2 : 1), 0)
        }

        /// Without a negative zero.
        func text(_ number: Double) -> String {
            let text = String(format: "%.\(decimals)f", number / factor)
            return Double(text) == 0 ? String(format: "%.\(decimals)f", 0.0) : text
        }
    }
}
