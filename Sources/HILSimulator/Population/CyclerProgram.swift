import CellPlant
import Foundation

/// The cycler: one piece of load after the other, each decided by the seed and by what ended the one before.
///
/// Cut-offs of 1.0 and 2.8 V end a half cycle. Two thirds of the cells begin with a rest of 0…3 h, the others at once
/// under load. Warm cells carry 0.5…1.0 of 86.4 µA, drawn once for each direction; cold ones 10 µA.
package struct CyclerProgram: Sendable {
    /// The largest load in amperes: nominal (0.11 mA/cm²), and that of cold cells.
    package static let warmAmperes = 86.4e-6
    package static let coldAmperes = 10e-6
    /// Longer than any half cycle: only a cut-off ends it.
    private static let untilCutOff = 1_000 * 3600

    private let kind: CyclingProtocol
    private let dischargeAmperes: Double
    private let chargeAmperes: Double
    /// Charge of the unvaried cell in C, by which swings are measured: the cycler knows no other.
    private let nominalCoulombs: Double
    private var generator: PlantGenerator
    private var isDischarging: Bool
    private var isStarting = true
    private var restIsNext = false
    private var swingsLeft: Int

    /// The program that a seed decides.
    package init(_ kind: CyclingProtocol, isCold: Bool, nominalCoulombs: Double, seed: UInt64) {
        var generator = PlantGenerator(seed: seed)
        self.kind = kind
        self.nominalCoulombs = nominalCoulombs
        let shares = isCold ? 1.0...1.0 : 0.5...1.0
        let amperes = isCold ? CyclerProgram.coldAmperes : CyclerProgram.warmAmperes
        dischargeAmperes = amperes * Double.random(in: shares, using: &generator)
        chargeAmperes = amperes * Double.random(in: shares, using: &generator)
        isDischarging = Bool.random(using: &generator)
        swingsLeft = kind == .partial ? Int.random(in: 3...8, using: &generator) : 0
        self.generator = generator
    }

    /// The next piece; `cutOff` is what ended the last, nil when its time was over.
    package mutating func next(after cutOff: PlantEvent?) -> LoadPiece {
        if isStarting {
            isStarting = false
            if Int.random(in: 0..<3, using: &generator) < 2 { return rest(hours: 0...3) }
        }
        switch kind {
        case .rested: return half(after: cutOff, rest: 0...4)
        case .unrested: return half(after: cutOff, rest: nil)
        case .partial: return swingsLeft > 0 ? swing(after: cutOff) : half(after: cutOff, rest: 0...1)
        case .stepped: return step(after: cutOff)
        case .longRests: return longRest(after: cutOff)
        }
    }

    /// A half cycle, with a rest behind the one that a cut-off has ended.
    private mutating func half(after cutOff: PlantEvent?, rest hours: ClosedRange<Double>?) -> LoadPiece {
        if cutOff != nil {
            isDischarging.toggle()
            if let hours { return rest(hours: hours) }
        }
        return load(seconds: CyclerProgram.untilCutOff)
    }

    /// A swing of 10…60 %, behind half of them a rest of up to 30 min; each turns round.
    private mutating func swing(after cutOff: PlantEvent?) -> LoadPiece {
        if restIsNext {
            restIsNext = false
            return rest(hours: 0...0.5)
        }
        swingsLeft -= 1
        isDischarging.toggle()
        restIsNext = Bool.random(using: &generator)
        return swing(0.1...0.6)
    }

    /// One of many pieces: a fifth of them rests, an eighth against the main direction, which a cut-off turns round.
    private mutating func step(after cutOff: PlantEvent?) -> LoadPiece {
        if cutOff == (isDischarging ? .lowerCutOff : .upperCutOff) { isDischarging.toggle() }
        let seconds = Int(CyclerProgram.logarithmic(300...7200, &generator))
        let kind = Double.random(in: 0..<1, using: &generator)
        guard kind >= 0.2 else { return LoadPiece(amperes: 0, seconds: seconds) }
        let largest = max(dischargeAmperes, chargeAmperes)
        let shares: [Double] = [0.25, 0.5, 0.75, 1]
        let share = shares.randomElement(using: &generator) ?? 1
        let isOpposite = kind < 0.325
        return LoadPiece(
            amperes: (isDischarging != isOpposite ? -1 : 1) * largest * share, seconds: seconds)
    }

    /// 40…100 % or to a cut-off, which turns round; a rest of 12…48 h behind half of them.
    private mutating func longRest(after cutOff: PlantEvent?) -> LoadPiece {
        if cutOff != nil { isDischarging.toggle() }
        if restIsNext {
            restIsNext = false
            if Bool.random(using: &generator) { return rest(hours: 12...48) }
        }
        restIsNext = true
        return swing(0.4...1)
    }

    private mutating func swing(_ shares: ClosedRange<Double>) -> LoadPiece {
        let share = Double.random(in: shares, using: &generator)
        return load(seconds: Int(share * nominalCoulombs / (isDischarging ? dischargeAmperes : chargeAmperes)))
    }

    private func load(seconds: Int) -> LoadPiece {
        LoadPiece(amperes: isDischarging ? -dischargeAmperes : chargeAmperes, seconds: max(seconds, 1))
    }

    private mutating func rest(hours: ClosedRange<Double>) -> LoadPiece {
        LoadPiece(amperes: 0, seconds: max(Int(3600 * Double.random(in: hours, using: &generator)), 1))
    }

    /// Even in the logarithm.
    static func logarithmic(_ range: ClosedRange<Double>, _ generator: inout PlantGenerator) -> Double {
        exp(Double.random(in: log(range.lowerBound)...log(range.upperBound), using: &generator))
    }
}
