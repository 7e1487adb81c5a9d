/// An impedance spectrum: the complex impedance of a cell at frequencies that differ.
public struct Spectrum: Equatable, Sendable {
    /// One measured point.
    public struct Point: Equatable, Sendable {
        /// Frequency in hertz, above 0.
        public var frequencyHertz: Double
        /// Real part in ohms.
        public var realOhms: Double
        /// Imaginary part in ohms with its true sign: a capacitor's is negative.
        public var imaginaryOhms: Double
        /// Standard deviation of each part in ohms, nil when it is not known.
        public var uncertaintyOhms: Double?

        /// A point; nothing is checked here.
        public init(frequencyHertz: Double, realOhms: Double, imaginaryOhms: Double, uncertaintyOhms: Double? = nil) {
            self.frequencyHertz = frequencyHertz
            self.realOhms = realOhms
            self.imaginaryOhms = imaginaryOhms
            self.uncertaintyOhms = uncertaintyOhms
        }

        /// Magnitude of the impedance in ohms.
        public var magnitudeOhms: Double {
            (realOhms * realOhms + imaginaryOhms * imaginaryOhms).squareRoot()
        }
    }

    /// The points, in any order.
    public var points: [Point]

    /// A spectrum of these points.
    public init(points: [Point]) { self.points = points }

    /// The points with a negative imaginary part: those that no inductance of the leads outweighs.
    public var capacitivePart: Spectrum { Spectrum(points: points.filter { $0.imaginaryOhms < 0 }) }
}
