import TestSupport
import Testing

/// The whole command on records of real cells.
@Suite struct MeasuredReplayTests {
    private func replay(_ name: String, _ options: [String] = []) throws -> Cellmon.Outcome {
        let path = try #require(Records.path(name))
        let outcome = try Cellmon.run(["replay", path, "--json"] + options)
        #expect(outcome.code == 0, "\(outcome.notices)")
        return outcome
    }

    private func summary(_ name: String) throws -> [String: Any] {
        try #require(try replay(name).objects(ofType: "summary").first)
    }

    /// The cycler counts charge itself: within 0.05 % of all the charge that flowed.
    @Test(
        .enabled(if: Records.has("nacoo2_88uA_gcpl.bdf.csv")),
        arguments: ["nacoo2_88uA_gcpl.bdf.csv", "na_ion_18650_0c5.bdf.csv", "na_ion_18650_1c5.bdf.csv"]
            .filter { Records.has($0) })
    func countsAsTheCyclerDid(_ name: String) throws {
        let summary = try summary(name)
        let net = try #require(summary["net_charge_ampere_hour"] as? Double)
        let recorded = try #require(summary["record_net_charge_ampere_hour"] as? Double)
        let charged = try #require(summary["charged_ampere_hour"] as? Double)
        let discharged = try #require(summary["discharged_ampere_hour"] as? Double)
        #expect(abs(net - recorded) <= 0.0005 * (charged + discharged))
        #expect(summary["skipped"] as? Int == 0)
        #expect((summary["short"] as? [String: Any])?["class"] as? String == "none")
    }

    /// The same measurement as the cycler exported it and as it was converted.
    @Test(.enabled(if: Records.has("landt_export.csv") && Records.has("landt_export.bdf.csv")))
    func bothHeaderStylesAreOneRecord() throws {
        #expect(try replay("landt_export.csv").output == replay("landt_export.bdf.csv").output)
    }

    /// Soft shorts came from hour 24 on; the hourly interruptions before are none.
    @Test(
        .enabled(if: Records.has("lili_soft_short_gcpl_0-30h.bdf.csv")), arguments: ["generic", "symmetric"])
    func healthyHoursRaiseNoAlarm(_ profile: String) throws {
        let events = try replay("lili_soft_short_gcpl_0-30h.bdf.csv", ["--profile", profile]).objects(ofType: "event")
        let alarms = events.filter { $0["severity"] as? String == "alarm" }
        let healthy = alarms.filter { (3 * 3600.0...20 * 3600.0).contains($0["time_second"] as? Double ?? -1) }
        #expect(healthy.isEmpty, "\(healthy)")
    }

    @Test(.enabled(if: Records.has("impedance_py_example.csv"))) func spectraAreNoRecords() throws {
        for name in ["impedance_py_example.csv", "solid_state_ncm_lpscl_inli_peis.bdf.csv"] {
            let path = try #require(Records.path(name))
            #expect(try Cellmon.run(["replay", path]).code == 65)
        }
    }
}
