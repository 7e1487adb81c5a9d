import CellData
import Foundation

extension Circuit {
    /// The impedance at a frequency in hertz, for parameters in the order of `parameters`; nil unless there are as many.
    public func impedance(of values: [Double], atHertz hertz: Double) -> (realOhms: Double, imaginaryOhms: Double)? {
        guard values.count == parameters.count, hertz > 0 else { return nil }
        let point = Spectrum.Point(frequencyHertz: hertz, realOhms: 0, imaginaryOhms: 0)
        let model = CircuitModel(
            steps: steps, parameterCount: parameters.count, points: LanePoints([point], weights: [1]))
        _ = model.squaredSum(zip(values, parameters).map { $1.isExponent ? $0 : log($0) })
        let found = model.impedance(0)
        return (found.real, found.imaginary)
    }
}
