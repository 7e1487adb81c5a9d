/// What the monitor does beside telling. The board has no contactor: to open one is for the host to do.
public enum Reaction: UInt8, Comparable, Sendable {
    /// Tells, and goes on.
    case report = 0
    /// Learns nothing of the cell while it lasts: the measurements would teach something false.
    case lockLearning = 1
    /// Asks the host to end the load. Of a short, a temperature or a sensor nothing is learned as well.
    case recommendStop = 2

    /// By how much it does.
    public static func < (left: Reaction, right: Reaction) -> Bool { left.rawValue < right.rawValue }
}
