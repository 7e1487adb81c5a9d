import Foundation
import Synchronization

/// Ctrl-C and its kin ask the command to end; a second one ends it at once.
enum Interruption {
    private static let requested = Atomic<Int>(0)

    static var isRequested: Bool { requested.load(ordering: .relaxed) > 0 }

    /// Takes over the signals. Called once, before any wait.
    static func install() {
        _ = isRequested
        TerminalState.prepare()
        unblock([SIGINT, SIGTERM, SIGHUP, SIGTSTP])
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { number in
                // Only what is safe in a signal handler: an atomic count, write, tcsetattr, _exit.
                if Interruption.requested.add(1, ordering: .relaxed).oldValue > 0 {
                    TerminalState.restore()
                    _exit(128 + number)
                }
            }
        }
        // Ctrl-Z leaves the shell a terminal that it can use; the next drawing takes it over again.
        signal(SIGTSTP) { _ in
            TerminalState.restore()
            kill(getpid(), SIGSTOP)
        }
    }

    /// Lets signals through that the parent had blocked, as threads of a dispatch queue do for their children.
    static func unblock(_ numbers: [Int32]) {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        pthread_sigmask(Int32(SIG_UNBLOCK), &set, nil)
    }

    /// Sleeps until the moment or an interruption.
    static func sleep(until moment: ContinuousClock.Instant) {
        while !isRequested {
            let left = moment - .now
            guard left > .zero else { return }
            let microseconds = min(50_000, left / .microseconds(1))
            usleep(useconds_t(max(1, microseconds)))
        }
    }
}
