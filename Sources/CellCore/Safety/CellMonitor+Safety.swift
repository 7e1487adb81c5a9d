extension CellMonitor {
    /// True while the temperature, or how fast it changes, is outside the profile's limits: nothing can be learned.
    public var isTemperatureExcursion: Bool { safety.isTemperatureExcursion }

    /// True while a sensor contradicts physics, another sensor or itself: nothing can be learned.
    public var isSensorImplausible: Bool { safety.isSensorImplausible }
}
