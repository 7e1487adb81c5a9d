import CellCore

/// One point of a spectrum: 32 bytes. Streamed as it is measured, and an input of every recording.
///
/// Time u64 µs, frequency u64 µHz, real, imaginary and standard error f32 Ω, method u8, reserved 3.
public struct ImpedanceReport: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .impedanceReport }

    /// End of the measurement, µs.
    public var timeMicroseconds: UInt64 = 0
    /// Frequency in microhertz.
    public var frequencyMicrohertz: UInt64 = 0
    /// Real part in ohms.
    public var realOhms: Float = 0
    /// Imaginary part in ohms; negative for a capacitance.
    public var imaginaryOhms: Float = 0
    /// Standard error of either part in ohms.
    public var standardErrorOhms: Float = 0
    /// The method's raw value; it may be one that this version does not know.
    public var rawMethod: UInt8 = 0

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(_ point: ImpedancePoint) {
        timeMicroseconds = point.endMicroseconds
        frequencyMicrohertz = point.frequencyMicrohertz
        realOhms = point.realOhms
        imaginaryOhms = point.imaginaryOhms
        standardErrorOhms = point.standardErrorOhms
        rawMethod = point.method.rawValue
    }

    /// The point; nil when its method is one of a newer device.
    public var point: ImpedancePoint? {
        ImpedanceMethod(rawValue: rawMethod).map {
            ImpedancePoint(
                endMicroseconds: timeMicroseconds, frequencyMicrohertz: frequencyMicrohertz, realOhms: realOhms,
                imaginaryOhms: imaginaryOhms, standardErrorOhms: standardErrorOhms, method: $0)
        }
    }

    /// False when a part is not a finite number, the frequency 0 or the standard error negative.
    public var isValid: Bool {
        realOhms.isFinite && imaginaryOhms.isFinite && standardErrorOhms.isFinite && standardErrorOhms >= 0
            && frequencyMicrohertz > 0
    }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&timeMicroseconds)
        coder.code(&frequencyMicrohertz)
        coder.code(&realOhms)
        coder.code(&imaginaryOhms)
        coder.code(&standardErrorOhms)
        coder.code(&rawMethod)
        coder.codeReserved(3)
    }
}
