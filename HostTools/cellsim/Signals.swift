import Foundation
import Synchronization

/// Signals as flags: handlers may do no more than set one.
enum Signals {
    private static let ending = Atomic<Bool>(false)
    private static let plug = Atomic<Bool>(false)

    /// True once the user or the system wants the program to end.
    static var isEnding: Bool { ending.load(ordering: .relaxed) }

    /// True once for each request to pull the plug or to put it in again.
    static func takePlug() -> Bool { plug.exchange(false, ordering: .relaxed) }

    /// SIGINT, SIGTERM and SIGHUP end, SIGUSR1 moves the plug. A SIGHUP that `nohup` ignores stays ignored.
    static func watch() {
        // A handler must not be the first to touch the flags: their initialisation takes a lock.
        _ = (isEnding, takePlug())
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in Signals.ending.store(true, ordering: .relaxed) }
        }
        var hangUp = sigaction()
        sigaction(SIGHUP, nil, &hangUp)
        if unsafeBitCast(hangUp.__sigaction_handler.sa_handler, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) {
            signal(SIGHUP) { _ in Signals.ending.store(true, ordering: .relaxed) }
        }
        signal(SIGUSR1) { _ in Signals.plug.store(true, ordering: .relaxed) }
        // A parent may have started this from a thread that blocks signals (libdispatch's do), and that is inherited.
        var watched = sigset_t()
        sigemptyset(&watched)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGUSR1] { sigaddset(&watched, number) }
        pthread_sigmask(SIG_UNBLOCK, &watched, nil)
    }
}
