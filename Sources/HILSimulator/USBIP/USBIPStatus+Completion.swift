import USBIPWire

extension USBIPStatus {
    /// EPROTO: the device or its endpoint did not answer.
    private static let noAnswer = USBIPStatus(rawValue: -71)

    /// What Linux would say of a transfer that ended like this.
    ///
    /// Source: Linux `Documentation/driver-api/usb/error-codes.rst`.
    init(of completion: USBCompletion, for transfer: PendingTransfer) {
        switch (completion.status, completion.fault) {
        case (.completed, _):
            let isTooShort =
                transfer.isInput && transfer.flags.contains(.shortNotOK) && completion.data.count < transfer.length
            self = completion.data.count > transfer.length ? .overflow : isTooShort ? .short : .done
        case (.disconnected, _): self = .shutDown
        case (.stalled, .overflow): self = .overflow
        case (.stalled, .noResponse): self = .noAnswer
        case (.stalled, .malformed): self = .invalid
        case (.stalled, nil): self = .stalled
        }
    }
}
