extension USBHostError {
    /// The exit code of a command that ends with this error, after BSD `sysexits.h`.
    ///
    /// Several devices are a matter of usage (64), not of a device that is missing (69): nothing has to be plugged in
    /// or repaired, the same command with `--device` works.
    public var exitCode: Int32 {
        switch self {
        case .selector, .severalDevices: 64
        case .noDevice, .usbUnavailable, .unreachable, .busy: 69
        case .invalidCall: 70
        case .unplugged, .connectionLost, .connectionFailed, .transferFailed: 74
        case .timedOut: 75
        case .stalled, .notAMonitor, .descriptor, .protocolMismatch: 76
        case .permissionDenied: 77
        }
    }
}
