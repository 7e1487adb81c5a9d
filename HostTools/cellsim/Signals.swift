import Foundation
import Synchronization

/// Signals as flags: handlers may do no more than set one.
enum Signals {
    private static let ending = Atomic<Bool>(false)
    private static let unplug = Atomic<Bool>(false)

    /// True once the user or the system wants the program to end.
    static var isEnding: Bool { ending.load(ordering: .relaxed) }

    /// True once for each request to pull the plug.
    static func takeUnplug() -> Bool { unplug.exchange(false, ordering: .relaxed) }

    /// SIGINT, SIGTERM and SIGHUP end, SIGUSR1 pulls the plug.
    static func watch() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in Signals.ending.store(true, ordering: .relaxed) }
        }
        signal(SIGUSR1) { _ in Signals.unplug.store(true, ordering: .relaxed) }
    }
}
