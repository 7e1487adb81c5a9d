import CellData
import TestSupport
import Testing

@Suite struct SpectrumReaderTests {
    private func read(_ text: String) throws(RecordError) -> Spectrum {
        try SpectrumReader.read(bytes: Array(text.utf8), name: "made")
    }

    private let expected = Spectrum(points: [
        .init(frequencyHertz: 1000, realOhms: 12.5, imaginaryOhms: -3),
        .init(frequencyHertz: 0.5, realOhms: 20, imaginaryOhms: 0.25),
    ])

    @Test(arguments: [
        "Test Time / s,Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm\n1,1e3,12.5,-3\n2,0.5,20,0.25\n",
        "\u{FEFF}frequency_hertz,real_impedance_ohm,imaginary_impedance_ohm\r\n1000,12.5,-3\r\n0.5,20,0.25",
        "Imaginary Impedance / mohm,Frequency / kHz,Real Impedance / kohm\n-3000,1,0.0125\n250,0.0005,0.02\n",
        "1e3,12.5,-3\n\n5.0e-1,2.0E1,+.25\n",
        "1000\t12,5\t-3\n0,5\t20\t0,25\n",
        "EC-Lab ASCII FILE\nNb header lines : 4 \n1,2,3\nfreq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\t|Z|/Ohm\t\n"
            + "1.0E+003\t1.25E+001\t3\t9\n0.5\t20\t-0.25\t20\n",
        "comment\nfreq/Hz;Re(Z)/Ohm;-Im(Z)/Ohm\n1000,0;12,5;3,0\n0,5;20;-0,25\n",
    ])
    func formats(_ text: String) throws { #expect(try read(text) == expected) }

    @Test func latin1IsRead() throws {
        var bytes = Array("EC-Lab ASCII FILE\nNb header lines : 4\nsurface : 0.001 cm".utf8)
        bytes += [0xB2]
        bytes += Array("\nfreq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\tCs/".utf8) + [0xB5] + Array("F\n1000\t12.5\t3\t1\n".utf8)
        #expect(try SpectrumReader.read(bytes: bytes, name: "made").points == [expected.points[0]])
    }

    @Test(arguments: [
        ("", 1, 1), ("\n \n", 1, 1), ("Test Time / s,Voltage / V\n1,2\n", 1, 1), ("1,2,3\n0,1,1\n", 2, 1),
        ("1,2,3\n-5,1,1\n", 2, 1), ("1,2,3\n2,1,1\n1.0,1,1\n", 3, 1), ("1,2,3\n2,inf,1\n", 2, 2),
        ("1,2,3\n2,1,nan\n", 2, 3),
        ("1,2,3\n2,1e999,1\n", 2, 2), ("1,2,3\n2,0x10,1\n", 2, 2), ("1,2,3\n2,1\n", 2, 3), ("1,2,3\n2,,1\n", 2, 2),
        ("Frequency / Hz,Real Impedance / ohm\n1,2\n", 1, 1), ("Frequency / Hz,Real Impedance / V\n1,2\n", 1, 1),
        ("Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm\n", 1, 1), ("a\u{0}b\n", 1, 1),
        ("EC-Lab ASCII FILE\nNb header lines : 9999999999999999999\nx\n", 1, 1),
    ])
    func whatIsRefused(_ text: String, _ line: Int, _ column: Int) throws {
        let error = #expect(throws: RecordError.self) { try read(text) }
        guard case .content(let place, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(place.line == line && place.column == column && error?.exitStatus == 65, "\(String(describing: error))")
    }

    @Test(.enabled(if: Records.has("biologic_peis.mpt", "impedance_py_example.csv")))
    func measuredFiles() throws {
        let biologic = try SpectrumReader.read(path: try #require(Records.path("biologic_peis.mpt")))
        #expect(
            biologic.points.first
                == .init(frequencyHertz: 1000.3201, realOhms: 65.470886, imaginaryOhms: -0.38998979))
        #expect(biologic.points.count == 43)
        let plain = try SpectrumReader.read(path: try #require(Records.path("impedance_py_example.csv")))
        #expect(plain.points.count == 66 && plain.capacitivePart.points.count == 57)
    }

    @Test func severalSpectra() throws {
        let text = "1,2,3\n2,2,3\n3,2,3\n1,5,6\n2,5,6\n1.5,5,6\n1,7,8\n"
        let all = try SpectrumReader.readAll(bytes: Array(text.utf8), name: "made")
        #expect(all.map(\.points.count) == [3, 3, 1] && all[1].points[2].frequencyHertz == 1.5)
        let error = #expect(throws: RecordError.self) { try read(text) }
        #expect(
            error
                == .content(RecordPlace(file: "made", line: 4, column: 1), .severalSpectra(count: 3)))
        // Any other frequency that comes twice is a slip.
        #expect(throws: RecordError.self) {
            try SpectrumReader.readAll(bytes: Array("1,2,3\n2,2,3\n3,2,3\n2,5,6\n".utf8), name: "made")
        }
    }

    @Test(.enabled(if: Records.has("lili_soft_short_eis_0-30h.bdf.csv")))
    func hourlySpectra() throws {
        let path = try #require(Records.path("lili_soft_short_eis_0-30h.bdf.csv"))
        let all = try SpectrumReader.readAll(path: path)
        #expect(all.count == 30 && all.allSatisfy { $0.points.count == 9 })
    }

    @Test func standardDeviations() throws {
        let header = "frequency_hertz,real_impedance_ohm,imaginary_impedance_ohm,impedance_standard_deviation_ohm\n"
        #expect(try read(header + "1,2,3,0.5\n").points[0].uncertaintyOhms == 0.5)
        for wrong in ["0", "-1", "", "nan"] {
            #expect(throws: RecordError.self) { try read(header + "1,2,3,\(wrong)\n") }
        }
    }

    /// What is written is read as it was, in each format.
    @Test func writtenAndRead() throws {
        var random = SeededGenerator(seed: 4_300)
        for round in 0..<100 {
            let made = Spectrum(
                points: (0..<5).map { index in
                    .init(
                        frequencyHertz: Double(index + 1) * .random(in: 1e-5...1.0, using: &random),
                        realOhms: .random(in: -1e9...1e9, using: &random),
                        imaginaryOhms: .random(in: -1e-9...1e-9, using: &random),
                        uncertaintyOhms: round % 2 == 0 ? .random(in: 1e-9...1, using: &random) : nil)
                })
            for format in SpectrumWriter.Format.allCases {
                var expected = made
                if format == .impedancePy { for index in 0..<5 { expected.points[index].uncertaintyOhms = nil } }
                #expect(try read(SpectrumWriter.text(made, format: format)) == expected)
            }
        }
    }

    /// Any bytes give a spectrum of sound points or an error with a place.
    @Test func anyBytes() {
        var random = SeededGenerator(seed: 82)
        let seeds = [
            "Test Time / s,Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm\n1,1e3,12.5,-3\n2,0.5,20,0.25\n",
            "EC-Lab ASCII FILE\nNb header lines : 3\nfreq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\n1\t2\t3\n2\t2\t3\n",
            "1,2,3\n4,5,6\n7,8,9\n", "1,2,3\n4,5,6\n7,8,9\n1,2,3\n4,5,6\n",
            "frequency_hertz,real_impedance_ohm,imaginary_impedance_ohm,impedance_standard_deviation_ohm\n1,2,3,4\n",
        ].map { Array($0.utf8) }
        for round in 0..<20_000 {
            var bytes =
                round % 4 == 0 ? random.bytes(Int.random(in: 0...200, using: &random)) : seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: place)
                }
            }
            do throws(RecordError) {
                for spectrum in try SpectrumReader.readAll(bytes: bytes, name: "made") {
                    #expect(!spectrum.points.isEmpty)
                    #expect(
                        spectrum.points.allSatisfy {
                            $0.frequencyHertz > 0 && $0.frequencyHertz <= 1e30 && $0.magnitudeOhms.isFinite
                                && $0.uncertaintyOhms ?? 1 > 0
                        })
                    #expect(Set(spectrum.points.map(\.frequencyHertz)).count == spectrum.points.count)
                }
            } catch {
                #expect(error.exitStatus == 65 && error.description.hasPrefix("made:"))
            }
        }
    }
}
