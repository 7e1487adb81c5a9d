import Foundation
import HILSimulator
import Testing
import USBHost

/// The command itself, as scripts use it. It lies beside the tests, where the same build has put it.
@Suite(.serialized, .enabled(if: Cellsim.isBuilt, "cellsim is not built"))
struct CommandTests {
    @Test func serveSaysWhereAndEnds() throws {
        for end in [SIGTERM, SIGINT] {
            let serving = try Cellsim(["serve", "--listen", "127.0.0.1:0", "--speed", "100000", "--json"])
            let line = serving.line()
            let port = try #require(Cellsim.port(in: line))
            #expect(
                line
                    == #"{"schema":"cellmon/1","type":"serving","listen":"127.0.0.1:\#(port)","busid":"1-1"}"#)
            // Also with a host attached.
            let client = RawClient(port: port)
            #expect(client.importDevice() == .done)
            serving.send(end)
            #expect(serving.status(seconds: 10) == 0)
        }
    }

    @Test func anEarlySignalEndsItAsWell() throws {
        let serving = try Cellsim(["serve", "--listen", "127.0.0.1:0", "--json"])
        _ = serving.line()
        serving.send(SIGUSR1)
        serving.send(SIGTERM)
        #expect(serving.status(seconds: 10) == 0)
    }

    @Test func theSignalMovesThePlug() throws {
        let serving = try Cellsim(["serve", "--listen", "127.0.0.1:0", "--json"])
        let port = try #require(Cellsim.port(in: serving.line()))
        let address = USBIPAddress(host: "127.0.0.1", port: port)
        for expected in [0, 1, 0, 1] {
            serving.send(SIGUSR1)
            var count = -1
            for _ in 0..<500 where count != expected {
                usleep(10_000)
                count = try USBIPTransport.exportedDevices(at: address).count
            }
            #expect(count == expected)
        }
        serving.send(SIGTERM)
        #expect(serving.status(seconds: 10) == 0)
    }

    @Test func aTakenPortIsOneSentence() throws {
        let first = try USBIPServer(device: EchoPort())
        let second = try Cellsim(["serve", "--listen", first.address.description])
        #expect(second.status(seconds: 10) == 74)
        #expect(
            second.errors
                == "cellsim: another program listens on \(first.address) already; end it, or choose another port with "
                + "--listen ADDR:PORT\n")
    }

    @Test(arguments: [
        ["serve", "--listen", "3240"], ["serve", "--listen", "example.org:3240"], ["serve", "--listen", "127.0.0.1:x"],
        ["serve", "--speed", "0"], ["serve", "--speed", "fast"], ["serve", "--cell", "lead"],
        ["serve", "--firmware", "x"],
        ["serve", "--cell", "symmetric", "--scenario", "dendrite"], ["run"], ["run", "dendrite", "--firmware", "x"],
        ["run", "dendrite", "--seed", "-1"], ["fly"],
    ])
    func wrongUse(arguments: [String]) throws {
        let command = try Cellsim(arguments)
        #expect(command.status(seconds: 10) == 64)
        #expect(!command.errors.isEmpty && command.output.isEmpty)
    }

    @Test func runSaysWhatIsMet() throws {
        let folder = try TemporaryFolder()
        let good = folder.path + "/good.toml"
        let bad = folder.path + "/bad.toml"
        try quickScenario.write(toFile: good, atomically: true, encoding: .utf8)
        try quickScenario.replacing("1303", with: "1300.5").write(toFile: bad, atomically: true, encoding: .utf8)
        let met = try Cellsim(["run", good, "--firmware", "core", "--json", "--out", folder.path + "/new/out"])
        #expect(met.status(seconds: 60) == 0)
        let lines = met.output.split(separator: "\n")
        #expect(lines.count(where: { $0.contains(#""type":"status""#) }) == 1500)
        #expect(lines.last?.hasPrefix(#"{"schema":"cellmon/1","type":"verdict","scenario":"good","met":true"#) == true)
        for ending in ["frames", "output.frames", "bdf.csv", "plot.csv"] {
            #expect(FileManager.default.fileExists(atPath: folder.path + "/new/out/good.\(ending)"), "\(ending)")
        }
        // One that is not met does not keep the others from running.
        let both = try Cellsim(["run", bad, good, "--firmware", "core"])
        #expect(both.status(seconds: 60) == 1)
        #expect(both.output.contains("bad: NOT all met\n") && both.output.contains("good: all met\n"))
    }

    @Test func withoutGnuplotThePlotIsLeftOut() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/quick.toml"
        try quickScenario.write(toFile: path, atomically: true, encoding: .utf8)
        let run = try Cellsim(["run", path, "--firmware", "core", "--out", folder.path], searchPath: folder.path)
        #expect(run.status(seconds: 60) == 0)
        #expect(
            run.errors
                == "cellsim: the plot of quick was left out: gnuplot is not installed (Debian: apt-get install "
                + "gnuplot-nox)\n")
        #expect(FileManager.default.fileExists(atPath: folder.path + "/quick.plot.csv"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/quick.svg"))
    }

    @Test func badScenarios() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/s.toml"
        try quickScenario.replacing("seed = 3", with: "sead = 3").write(toFile: path, atomically: true, encoding: .utf8)
        let misspelt = try Cellsim(["run", path])
        #expect(misspelt.status(seconds: 10) == 65)
        #expect(misspelt.errors.hasPrefix("cellsim: \(path):3:1: unknown key sead; known here: cell, "))
        let absent = try Cellsim(["run", "absent"])
        #expect(absent.status(seconds: 10) == 66)
        #expect(absent.errors.contains("there are \(ShippedScenarios.names.joined(separator: ", ")), or"))
        let list = try Cellsim(["scenarios"])
        #expect(list.status(seconds: 10) == 0)
        #expect(list.output.split(separator: "\n").count == ShippedScenarios.names.count)
    }
}
