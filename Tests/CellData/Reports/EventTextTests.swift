import CellCore
import CellData
import Testing

/// Events as sentences: the value in the unit that its diagnosis states.
@Suite struct EventTextTests {
    private func text(_ id: EventID, _ value: Int64) -> String {
        MonitorReport.text(
            MonitorEvent(timeMicroseconds: 0, sequence: 1, id: id, severity: id.diagnosis.severity, value: value))
    }

    @Test func `a fault is told in words`() {
        #expect(text(.currentChipFault, 1) == "the current converter gives no reading (does not answer)")
        #expect(text(.voltageChipFault, 8) == "the voltage converter gives no reading (input is open)")
        #expect(text(.temperatureChipFault, 3) == "the thermometer gives no reading (another chip answers)")
        #expect(
            text(.impedanceChipFault, 9) == "the impedance front end measures nothing (reference is out of range)")
    }

    /// Of a newer device, or nonsense: the number, and no trap.
    @Test(arguments: [10, 255, 256, -1, .min, .max] as [Int64])
    func `a fault that is not known is told by its number`(_ value: Int64) {
        #expect(text(.currentChipFault, value) == "the current converter gives no reading (fault \(value))")
    }

    @Test func `a chip is told by what it measures`() {
        let names = [0: "current", 1: "voltage", 2: "temperature", 3: "impedance"] as [Int64: String]
        for (value, name) in names { #expect(text(.chipRecovered, value) == "a chip gives readings again (\(name))") }
    }

    @Test(arguments: [4, 256, -1, .min, .max] as [Int64])
    func `a chip that is not known is told by its number`(_ value: Int64) {
        #expect(text(.chipRecovered, value) == "a chip gives readings again (chip \(value))")
    }

    @Test func `other values of the device`() {
        #expect(text(.sampleLate, 61_500) == "a sample missed its deadline (61.5 ms)")
        #expect(text(.burst, -3_000_000) == "the voltage jumped without the load: fast samples (-3.000 mV)")
        #expect(text(.spectrumTaken, 42) == "an impedance spectrum was measured (42 points)")
        #expect(text(.journalSectorFailed, 17) == "a sector of the journal failed and is left out (sector 17)")
        #expect(text(.journalNewer, 3) == "the journal is a newer firmware's and is left alone (version 3)")
        #expect(text(.spectrumAbandoned, 1) == "an impedance spectrum was given up (1 point)")
        #expect(text(.checkpointRefused, 0) == "the checkpoint in the journal could not be used")
    }

    @Test func `limits and plausibility, each in its unit`() {
        #expect(
            text(.voltageAboveOperating, 2_815_000_000) == "the voltage is above what the cell is made for (2.815 V)")
        #expect(
            text(.dischargeCurrentAboveSafety, -591_200_000)
                == "the discharging current is above what is safe (-591.2 µA)")
        #expect(
            text(.temperatureBelowRecommended, 252_650) == "the temperature is below what is recommended (-20.50 °C)")
        #expect(
            text(.temperatureRateAboveOperating, 1_250)
                == "the temperature changes faster than what the cell is made for (1.25 K/min)")
        #expect(
            text(.voltageRateAboveSafety, 51_000_000)
                == "at a steady load the voltage changes faster than what is safe (51.0 mV/s)")
        #expect(text(.limitKept, 80) == "a limit is kept again (voltage-above-operating)")
        #expect(text(.plausibleAgain, 9999) == "a measurement is plausible again (event 9999)")
        #expect(text(.plausibleAgain, -1) == "a measurement is plausible again (event -1)")
        #expect(text(.temperatureStuck, 298_150) == "the thermometer repeats itself (25.00 °C)")
        #expect(
            text(.currentUnanswered, -86_400_000) == "the current changed and the voltage did not answer (-86.40 µA)")
    }

    @Test func `a journal that is worn or full says which part of it, and how much is lost`() {
        #expect(text(.journalWorn, 0) == "a part of the journal can no longer be written (the log)")
        #expect(text(.journalWorn, 1) == "a part of the journal can no longer be written (the minutes)")
        #expect(text(.journalWorn, 2) == "a part of the journal can no longer be written (ring 2)")
        #expect(text(.recordLost, 1) == "a record found no room in the journal (1 record since power-up)")
        #expect(text(.recordLost, 12) == "a record found no room in the journal (12 records since power-up)")
    }

    @Test func `a lock on learning is told with its reasons`() {
        #expect(text(.learningLocked, 2) == "nothing is learned of the cell (temperature)")
        #expect(text(.learningLocked, 17) == "nothing is learned of the cell (short, formation)")
        #expect(text(.learningResumed, 4) == "learning goes on; it was locked (sensor)")
        #expect(text(.anchorRefused, 1) == "the rest voltage is not taken for the state of charge (short)")
        #expect(text(.offsetRefused, 8) == "the current's offset at a rest is not taken (restored)")
        #expect(text(.efficiencyRefused, 6) == "the efficiency of a cycle is not taken (temperature, sensor)")
        #expect(text(.learningLocked, 300) == "nothing is learned of the cell (reasons 300)")
    }

    @Test func `every word for an event is its own`() {
        let names = (UInt16.min...300).compactMap { EventID(rawValue: $0)?.name }
        #expect(names.count == 67)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
        let faults = (UInt8.min...255).compactMap { HardwareFault(rawValue: $0)?.name }
        #expect(faults.count == 10)
        #expect(Set(faults).count == faults.count)
    }
}
