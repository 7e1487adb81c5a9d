import Foundation
import Synchronization

/// Something that lives on a thread of its own and is turned there, again and again, until the test ends.
///
/// ```swift
/// let thread = try LoopThread(make: { try Server() }, turn: { try $0.poll() }, end: { $0.close() })
/// defer { thread.stop() }
/// let port = try #require(thread.perform { $0.port })
/// ```
/// The owner is made, turned and ended on that thread alone; jobs run there between two turns.
public final class LoopThread<Owner>: Sendable {
    private typealias Job = @Sendable (Owner) -> Void

    private let jobs = Mutex<[Job]>([])
    private let mustStop = Atomic(false)
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the thread and waits until the owner is made; what `make` throws is thrown here.
    public init(
        make: @escaping @Sendable () throws -> Owner, turn: @escaping @Sendable (Owner) throws -> Void,
        end: @escaping @Sendable (Owner) -> Void
    ) throws {
        let started = Answer<(any Error)?>()
        Thread {
            do {
                let owner = try make()
                started.give(nil)
                self.run(owner, turn)
                end(owner)
            } catch {
                started.give(error)
            }
            self.ended.signal()
        }.start()
        if let error = started.wait(seconds: 30) ?? nil { throw error }
    }

    private func run(_ owner: Owner, _ turn: (Owner) throws -> Void) {
        while !mustStop.load(ordering: .acquiring) {
            // An owner whose turn fails is done; the test sees it by what is no longer answered.
            guard (try? turn(owner)) != nil else { return }
            let waiting = jobs.withLock { jobs in
                defer { jobs = [] }
                return jobs
            }
            for job in waiting { job(owner) }
        }
    }

    /// Runs on the owner's thread, soon.
    public func post(_ body: @escaping @Sendable (Owner) -> Void) { jobs.withLock { $0.append(body) } }

    /// Runs on the owner's thread and waits for it, 10 s at most; nil when that was not enough.
    public func perform<Value: Sendable>(_ body: @escaping @Sendable (Owner) -> Value) -> Value? {
        let answer = Answer<Value>()
        post { answer.give(body($0)) }
        return answer.wait(seconds: 10)
    }

    /// Waits until the condition holds, 10 s at most.
    public func waits(until condition: @escaping @Sendable (Owner) -> Bool) -> Bool {
        for _ in 0..<2000 {
            if perform(condition) == true { return true }
            usleep(5000)
        }
        return false
    }

    /// Ends the thread and waits for it, 10 s at most.
    public func stop() {
        mustStop.store(true, ordering: .releasing)
        _ = ended.wait(timeout: .now() + 10)
    }
}

/// A value that another thread gives once.
private final class Answer<Value>: @unchecked Sendable {
    private var value: Value?
    private let ready = DispatchSemaphore(value: 0)

    func give(_ value: Value) {
        self.value = value
        ready.signal()
    }

    func wait(seconds: Double) -> Value? { ready.wait(timeout: .now() + seconds) == .success ? value : nil }
}
