import CellWire

extension RecordingFault: CustomStringConvertible {
    /// What was expected, what was found, and what to do.
    public var description: String {
        switch self {
        case .notARecording: "expected the start of a recording, found something else; give a .frames file"
        case .formatVersion(let version):
            "a recording of format version \(version), this program reads "
                + "\(RecordingStart.readableVersions.lowerBound) to \(RecordingStart.readableVersions.upperBound); "
                + "use a newer cellmon"
        case .wire(let error): "expected a whole frame, found \(error.found); copy the recording again"
        case .cutShort(let samples): "the recording ends in the middle, after \(samples) samples"
        case .missingInputs(let expected, let found):
            "expected input number \(expected), found \(found): inputs are missing; copy the recording again"
        case .snapshotPart(.outOfOrder(let expected, let found)):
            "expected the part of a snapshot from byte \(expected) on, found the one from byte \(found) on; "
                + "copy the recording again"
        case .snapshotPart(.otherLength(let expected, let found)):
            "a snapshot of \(expected) bytes goes on as one of \(found); copy the recording again"
        case .snapshotIncomplete(let expected, let found):
            "expected \(expected) bytes of a snapshot, found \(found) before the next input; copy the recording again"
        case .wrongSampleCount(let stated, let found):
            "the recording states \(stated) samples and holds \(found)"
        }
    }
}

extension WireError {
    /// What was found instead of a good frame, as the end of a sentence.
    public var found: String {
        switch self {
        case .notAFrame(let bytes): "bytes that begin no frame (0x\(String(bytes, radix: 16)))"
        case .protocolVersion(let version):
            "protocol version \(version), not \(WireFormat.protocolVersion)"
        case .payloadTooLong(let length): "a payload of \(length) bytes, more than a frame may carry"
        case .damaged: "a damaged one (its check value is wrong)"
        case .payloadTooShort(let type, let length):
            "only \(length) bytes in a frame of type 0x\(String(type, radix: 16))"
        case .unexpectedType(let type): "a frame of type 0x\(String(type, radix: 16))"
        case .invalidValue(let type): "an impossible value in a frame of type 0x\(String(type, radix: 16))"
        }
    }
}
