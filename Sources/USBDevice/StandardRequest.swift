/// bRequest of the requests that every device knows.
///
/// Source: USB 2.0, 9.4, table 9-4.
public enum StandardRequest: UInt8, Sendable {
    /// Returns two bytes of status of the device, an interface or an endpoint.
    case getStatus = 0
    /// Clears a feature, such as an endpoint's halt.
    case clearFeature = 1
    /// Sets a feature.
    case setFeature = 3
    /// Gives the device its address, valid after the status stage.
    case setAddress = 5
    /// Returns a descriptor.
    case getDescriptor = 6
    /// Replaces a descriptor; optional, and not supported here.
    case setDescriptor = 7
    /// Returns the current configuration, 0 when there is none.
    case getConfiguration = 8
    /// Chooses a configuration.
    case setConfiguration = 9
    /// Returns an interface's alternate setting.
    case getInterface = 10
    /// Chooses an interface's alternate setting.
    case setInterface = 11
    /// Isochronous endpoints only.
    case synchFrame = 12
}

/// bDescriptorType.
///
/// Source: USB 2.0, table 9-5; BOS and device capability: USB 3.2, table 9-6 (also the USB 2.0 LPM notice).
public enum DescriptorType: UInt8, Sendable {
    /// The device.
    case device = 1
    /// A configuration with all that belongs to it.
    case configuration = 2
    /// A string, or the list of languages at index 0.
    case string = 3
    /// An interface; part of a configuration, not requested alone.
    case interface = 4
    /// An endpoint; part of a configuration, not requested alone.
    case endpoint = 5
    /// What the device would be at the other speed: a full-speed only device must refuse it (9.6.2).
    case deviceQualifier = 6
    /// A configuration at the other speed: likewise refused (9.6.4).
    case otherSpeedConfiguration = 7
    /// The binary object store.
    case binaryObjectStore = 15
    /// A capability within the binary object store.
    case deviceCapability = 16
}

/// wValue of SET_FEATURE and CLEAR_FEATURE.
///
/// Source: USB 2.0, table 9-6.
public enum FeatureSelector: UInt16, Sendable {
    /// Halt of an endpoint.
    case endpointHalt = 0
    /// Remote wakeup of the device.
    case deviceRemoteWakeup = 1
    /// Test modes, of high-speed devices only.
    case testMode = 2
}
