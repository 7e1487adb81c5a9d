import Foundation
import Testing

/// The runner itself: what hangs is ended, what fails says so, what is no number is refused.
@Suite struct SubprocessTests {
    private let shell = URL(filePath: "/bin/sh")

    @Test func aProgramThatHangsIsEnded() throws {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            try Subprocess.run(shell, ["-c", "exec sleep 60"], limit: 0.2) { _, _ in }
            Issue.record("it ended by itself")
        } catch SubprocessError.timedOut(let name, let seconds) {
            #expect(name == "sh" && seconds == 0.2)
        }
        #expect(start.duration(to: clock.now) < .seconds(50))
    }

    @Test func aProgramThatFailsSaysSo() throws {
        do {
            try Subprocess.run(shell, ["-c", "echo why >&2; exit 3"], limit: 20) { _, _ in }
            Issue.record("it did not fail")
        } catch SubprocessError.failed(_, let code, let notices) {
            #expect(code == 3 && notices.contains("why"))
        }
        #expect(throws: SubprocessError.self) {
            try Subprocess.run(URL(filePath: "/nowhere/none"), [], limit: 20) { _, _ in }
        }
    }

    @Test(arguments: ["1 nan", "1,inf", "1 two", "Error: no such vector"])
    func whatIsNoNumberIsRefused(line: String) {
        #expect(throws: SubprocessError.self) { try Subprocess.rows("0 1\n" + line, from: "a program") }
    }

    @Test func rowsAreReadWithEitherSeparatorAndLineEnd() throws {
        #expect(try Subprocess.rows("1,2.5\r\n 2e0\t-3 \n", from: "a program") == [[1, 2.5], [2, -3]])
    }
}
