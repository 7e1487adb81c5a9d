import CellCore
import CellWire
import Foundation
import Testing

/// Capacity, health and prospects as `cellmon` shows them, from a device that knows all, little or nothing of them.
@Suite(.serialized) struct DetailsTests {
    private func check(_ state: StateDetails?, as name: String) throws {
        try DeviceBench.with({ AnsweringDevice(Self.status(state)) }) { bench in
            try Golden.check(["status"], as: "status-\(name)", at: bench)
            try Golden.check(["status", "--json"], as: "status-\(name)-json", at: bench)
            try Golden.check(["watch", "--interval", "0.01", "--count", "1"], as: "watch-\(name)", at: bench)
        }
    }

    @Test func allThatCanBeKnown() throws { try check(Self.whole, as: "details") }

    @Test func littleIsKnown() throws { try check(Self.little, as: "details-little") }

    /// A cell without state of charge, and a device that is older than the details: the same bytes.
    @Test func noDetails() throws { try check(nil, as: "details-none") }

    @Test func keysAndUnits() throws {
        try DeviceBench.with({ AnsweringDevice(Self.status(Self.whole)) }) { bench in
            let line = try #require(try Cellmon.run(["status", "--json"] + bench.options).objects().first)
            #expect(line["capacity_coulomb"] as? Double == 3.625)
            #expect(line["capacity_coulomb_lower"] as? Double == 3.5)
            #expect(line["capacity_coulomb_upper"] as? Double == 3.75)
            #expect(line["soh_capacity"] as? Double == 0.96875)
            #expect(line["soh_resistance"] as? Double == 0.875)
            #expect(line["remaining_coulomb"] as? Double == 2.5)
            #expect(line["time_to_empty_second"] as? Double == 29_700)
            #expect(line["time_to_full_second"] == nil)
            #expect(line["discharge_power_watt"] as? Double == 0.0009765625)
            #expect(line["charge_power_watt_upper"] as? Double == 0.00048828125)
            #expect(line["current_offset_ampere"] as? Double == 2e-9)
            #expect(line["equivalent_full_cycles"] as? Double == 12.5)
            #expect(line["coulombic_efficiency"] as? Double == 0.99609375)
            #expect(line["learning_lock"] as? [String] == [])
        }
        try DeviceBench.with({ AnsweringDevice(Self.status(Self.little)) }) { bench in
            let line = try #require(try Cellmon.run(["status", "--json"] + bench.options).objects().first)
            #expect(
                line["learning_lock"] as? [String] == ["short", "temperature", "sensor", "restored", "formation"])
            #expect(line["soh_capacity"] == nil)
            #expect(line["remaining_coulomb_upper"] == nil)
        }
        try DeviceBench.with({ AnsweringDevice(Self.status(nil)) }) { bench in
            let line = try #require(try Cellmon.run(["status", "--json"] + bench.options).objects().first)
            #expect(line["capacity_coulomb"] == nil)
            #expect(line["learning_lock"] == nil)
        }
    }

    private static func status(_ state: StateDetails?) -> CellStatus {
        CellStatus(
            timeMicroseconds: 360_000_000_000, sampleCount: 360_000, voltageNanovolts: 1_853_250_000,
            currentPicoamperes: -86_400_000, temperatureMillikelvin: 298_150,
            stateOfCharge: Bounded(value: 0.6875, lower: 0.671875, upper: 0.703125), state: state)
    }

    private static var whole: StateDetails {
        var details = StateDetails(
            capacityCoulombs: Bounded(value: 3.625, lower: 3.5, upper: 3.75),
            currentOffsetAmperes: Bounded(value: 2e-9, lower: -3e-9, upper: 7e-9))
        details.healthByCapacity = Bounded(value: 0.96875, lower: 0.9375, upper: 1)
        details.healthByResistance = Bounded(value: 0.875, lower: 0.75, upper: 1.125)
        details.remainingCoulombs = Bounded(value: 2.5, lower: 2.25, upper: 2.75)
        details.secondsToEmpty = Bounded(value: 29_700, lower: 26_000, upper: 100_000)
        details.dischargeWatts = Bounded(value: 0.0009765625, lower: 0.00048828125, upper: 0.001953125)
        details.chargeWatts = Bounded(value: 0.000244140625, lower: 0.0001220703125, upper: 0.00048828125)
        details.equivalentFullCycles = 12.5
        details.coulombicEfficiency = Bounded(value: 0.99609375, lower: 0.9951171875, upper: 0.9990234375)
        return details
    }

    /// A new cell on the charger, and every reason not to learn.
    private static var little: StateDetails {
        var details = StateDetails(
            capacityCoulombs: Bounded(value: 3.625, lower: 2.875, upper: 4.375),
            currentOffsetAmperes: Bounded(value: 0, lower: -15e-9, upper: 15e-9), lock: LearningLock(rawValue: 31))
        details.secondsToFull = Bounded(value: 5400, lower: 1800, upper: 1e8)
        return details
    }
}

extension AnsweringDevice {
    /// A monitor whose cell is in that state, and to which nothing has happened.
    fileprivate convenience init(_ status: CellStatus) {
        self.init { request in
            switch request.type {
            case .statusRequest: Frame(StatusReply(status), sequence: request.sequence)
            case .eventsRequest: Frame(EventsReply(), sequence: request.sequence)
            default:
                Frame(
                    ErrorReply(reason: .unknownRequest, rawRequestType: request.rawType), sequence: request.sequence)
            }
        }
    }
}
