/// Why a point does not go into a spectrum.
public enum SpectrumFault: Error, Equatable, Sendable {
    /// The frequency is 0 or above 10 MHz.
    case frequency
    /// The spectrum has this frequency already.
    case repeatedFrequency
    /// A part of the impedance or its standard error is infinite, not a number, or the error is negative.
    case notFinite
    /// |Z| is outside 1 nΩ…1 GΩ.
    case magnitude
    /// The spectrum is full.
    case full
}

/// One point of a spectrum as fit and check read it.
public struct SpectrumPoint: Equatable, Sendable {
    /// Frequency in hertz.
    public var hertz: Float
    /// Real part in ohms.
    public var realOhms: Float
    /// Imaginary part in ohms, negative for a capacitance.
    public var imaginaryOhms: Float
    /// Standard error of either part in ohms; 0 where it is unknown.
    public var standardErrorOhms: Float
    /// End of the measurement in seconds after that of the spectrum's first point that came; negative before it.
    public var seconds: Float

    /// |Z| in ohms.
    public var magnitudeOhms: Float {
        (realOhms * realOhms + imaginaryOhms * imaginaryOhms).squareRoot()
    }
}

/// A spectrum of up to 48 points by rising frequency, without a heap. 976 bytes.
///
/// ```swift
/// var spectrum = SpectrumBuffer()
/// try spectrum.insert(point)
/// ```
public struct SpectrumBuffer: Sendable {
    /// Points that it holds at the most: six a decade over eight decades.
    public static var capacity: Int { 48 }

    /// Of which `count` are there. Loops in the module read it as it lies, without a copy.
    private(set) var storage: InlineArray<48, SpectrumPoint>
    private var firstMicroseconds: UInt64 = 0
    /// Points held.
    public private(set) var count = 0

    /// An empty spectrum.
    public init() {
        storage = InlineArray(
            repeating: SpectrumPoint(hertz: 0, realOhms: 0, imaginaryOhms: 0, standardErrorOhms: 0, seconds: 0))
    }

    /// The point at `index` in the order of frequency; outside `0..<count` one whose fields are 0.
    public subscript(index: Int) -> SpectrumPoint {
        guard index >= 0, index < count else {
            return SpectrumPoint(hertz: 0, realOhms: 0, imaginaryOhms: 0, standardErrorOhms: 0, seconds: 0)
        }
        return storage[index]
    }

    /// Puts a point where its frequency belongs; a frequency counts as repeated where the two round to the same `Float`.
    ///
    /// Cost: a move of the points above it, at most 48.
    /// - Throws: why it was refused; the spectrum is then as before.
    public mutating func insert(_ point: ImpedancePoint) throws(SpectrumFault) {
        guard point.frequencyMicrohertz > 0, point.frequencyMicrohertz <= 10_000_000_000_000 else { throw .frequency }
        guard point.realOhms.isFinite, point.imaginaryOhms.isFinite, point.standardErrorOhms.isFinite,
            point.standardErrorOhms >= 0
        else { throw .notFinite }
        let largest: Float = 1e9
        let real = CellMath.magnitude(point.realOhms)
        let imaginary = CellMath.magnitude(point.imaginaryOhms)
        guard real <= largest, imaginary <= largest, real >= 1e-9 || imaginary >= 1e-9 else { throw .magnitude }
        let hertz = Float(point.frequencyMicrohertz) * 1e-6
        var place = count
        while place > 0, storage[place - 1].hertz >= hertz {
            guard storage[place - 1].hertz > hertz else { throw .repeatedFrequency }
            place -= 1
        }
        guard count < SpectrumBuffer.capacity else { throw .full }
        var index = count
        while index > place {
            storage[index] = storage[index - 1]
            index -= 1
        }
        if count == 0 { firstMicroseconds = point.endMicroseconds }
        let seconds =
            point.endMicroseconds >= firstMicroseconds
            ? Float(point.endMicroseconds - firstMicroseconds) : -Float(firstMicroseconds - point.endMicroseconds)
        storage[place] = SpectrumPoint(
            hertz: hertz, realOhms: point.realOhms, imaginaryOhms: point.imaginaryOhms,
            standardErrorOhms: CellMath.limited(point.standardErrorOhms, to: 0...1e9), seconds: seconds * 1e-6)
        count += 1
    }

    /// Whether each point states a standard error.
    public var hasStandardErrors: Bool {
        for index in 0..<count where storage[index].standardErrorOhms <= 0 { return false }
        return count > 0
    }
}
