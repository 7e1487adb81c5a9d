import CellCore

/// What can be read of a device's configuration. Raw values are on the wire; the unit belongs to the key.
public enum ConfigurationKey: UInt16, Sendable {
    /// Charge between state of charge 0 and 1, nC; absent where the cell has none.
    case capacityNanocoulombs = 1
    /// pA
    case nominalCurrentPicoamperes = 2
    /// pA
    case maximumCurrentPicoamperes = 3
    /// pA
    case restCurrentPicoamperes = 4
    /// µs
    case restMicroseconds = 5
    /// mΩ
    case hardShortMilliohms = 6
    /// Relative gain error of the current, parts in 10⁹.
    case currentGainErrorPartsPerBillion = 7
    /// pA
    case currentOffsetErrorPicoamperes = 8
    /// µs
    case samplePeriodMicroseconds = 9

    /// The value in this profile; nil where the profile has none.
    public func value(in profile: CellProfile, samplePeriodMicroseconds: UInt64) -> Int64? {
        switch self {
        case .capacityNanocoulombs: profile.capacityNanocoulombs
        case .nominalCurrentPicoamperes: profile.nominalCurrentPicoamperes
        case .maximumCurrentPicoamperes: profile.maximumCurrentPicoamperes
        case .restCurrentPicoamperes: profile.rest.currentPicoamperes
        case .restMicroseconds: Int64(clamping: profile.rest.microseconds)
        case .hardShortMilliohms: ConfigurationKey.rounded(profile.hardShortOhms * 1000)
        case .currentGainErrorPartsPerBillion: ConfigurationKey.rounded(profile.sensor.currentGain * 1e9)
        case .currentOffsetErrorPicoamperes: ConfigurationKey.rounded(profile.sensor.currentOffsetAmperes * 1e12)
        case .samplePeriodMicroseconds: Int64(clamping: samplePeriodMicroseconds)
        }
    }

    private static func rounded(_ value: Float) -> Int64? {
        value.isFinite && value < 9e18 && value > -9e18 ? Int64(value < 0 ? value - 0.5 : value + 0.5) : nil
    }
}

/// Asks for one value of the configuration: 4 bytes, key u16 and two reserved.
public struct ConfigurationRequest: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .configurationRequest }

    /// The key's raw value; it may be one that this version does not know.
    public var rawKey: UInt16 = 0

    /// A message to decode into.
    public init() {}

    /// Any bits, also ones that have no name.
    public init(key: ConfigurationKey) { rawKey = key.rawValue }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&rawKey)
        coder.codeReserved(2)
    }
}

/// One value of the configuration: 12 bytes. Key u16, present u8, reserved u8, value i64 in the unit of the key.
public struct ConfigurationReply: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .configurationReply }

    /// The key's raw value; it may be one that this version does not know.
    public var rawKey: UInt16 = 0
    /// The value in the unit of its key; absent where the profile has none.
    public var value: Int64?

    /// A message to decode into.
    public init() {}

    /// Any bits, also ones that have no name.
    public init(key: ConfigurationKey, value: Int64?) {
        rawKey = key.rawValue
        self.value = value
    }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        var present = value != nil
        coder.code(&rawKey)
        coder.code(&present)
        coder.codeReserved(1)
        coder.code(&value, present: present)
    }
}
