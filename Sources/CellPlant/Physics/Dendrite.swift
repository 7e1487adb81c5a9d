import RealModule

/// A dendrite on its way through the electrolyte: drift and diffusion of its depth, absorbed at 1.
///
/// With plating time p in hours at 0.1 mA/cm², dℓ = dp/μ + (cv/√μ)·dW, so the first passage of 1 is inverse Gaussian with
/// mean μ and coefficient of variation cv. Between two depths a < 1 and b < 1 the path has passed 1 with probability
/// e^(−2(1−a)(1−b)/(s²·dp)), so the law holds whatever the steps. Before the end it makes and parts contact (telegraph
/// noise); before that, brief contacts do no harm. Source: Karatzas and Shreve, Brownian Motion, section 2.8 (bridge).
public struct Dendrite: Equatable, Sendable {
    /// What there is between the electrodes.
    enum State: Equatable, Sendable { case apart, touching, harmless, bridged }

    /// Depth, 1 is through. It may go below 0, where nothing of it is left but the law.
    public private(set) var depth: Double
    private(set) var state = State.apart
    private(set) var siemens = 0.0
    /// One for the growth and one for the contacts, so that neither depends on when the other happens.
    private var growth: PlantGenerator
    private var generator: PlantGenerator
    /// What is left of a waiting time, in units of its mean.
    private var patience: Double
    private var pending = 0.0

    /// A dendrite that begins at a depth.
    public init(seed: UInt64, depth: Double = 0) {
        self.depth = depth
        growth = PlantGenerator(seed: seed ^ 0x9E37_79B9_7F4A_7C15)
        generator = PlantGenerator(seed: seed)
        patience = generator.waiting()
    }

    /// Grows for hours of plating at 0.1 mA/cm²; true when it has gone through. Exact in law for any length.
    public mutating func grow(hours: Double, law: DendriteLaw) -> Bool {
        guard hours > 0, depth < 1 else { return depth >= 1 }
        let variance = law.variation * law.variation / law.meanHours * hours
        let next = depth + hours / law.meanHours + variance.squareRoot() * growth.gaussian()
        let crossing = next >= 1 || growth.unit() < .exp(-2 * (1 - depth) * (1 - next) / variance)
        depth = crossing ? 1 : next
        return crossing
    }

    /// Plates for a while; grows by whole minutes of it, so that a seed's life does not depend on the steps. True when it
    /// has gone through.
    mutating func plate(hours: Double, law: DendriteLaw) -> Bool {
        pending += hours
        while pending >= 1.0 / 60 {
            pending -= 1.0 / 60
            if grow(hours: 1.0 / 60, law: law) { return true }
        }
        return false
    }

    /// Through for good.
    mutating func bridge(law: DendriteLaw) {
        depth = 1
        state = .bridged
        siemens = 1 / law.hardOhms
    }

    /// Events a second in the present state; contacts are made while plating alone.
    func rate(isPlating: Bool, law: DendriteLaw) -> Double {
        switch state {
        case .bridged: return 0
        case .touching: return law.partingRate
        case .harmless: return 1 / law.harmlessSeconds
        case .apart:
            guard isPlating else { return 0 }
            return law.harmlessRate + makingRate(law)
        }
    }

    private func makingRate(_ law: DendriteLaw) -> Double {
        let start = 1 - law.softHours / law.meanHours
        guard depth > start else { return 0 }
        return law.makingRate * (0.2 + (depth - start) / max(1 - start, 1e-12))
    }

    /// Seconds until the next event at this rate.
    func secondsToEvent(rate: Double) -> Double { rate > 0 ? patience / rate : .infinity }

    mutating func wait(seconds: Double, rate: Double) { patience = max(patience - seconds * rate, 0) }

    /// The event happens.
    mutating func change(law: DendriteLaw) -> PlantEvent {
        patience = generator.waiting()
        guard state == .apart else {
            state = .apart
            siemens = 0
            return .contactParted
        }
        let making = makingRate(law)
        state = generator.unit() * (making + law.harmlessRate) <= making ? .touching : .harmless
        let lower = Double.log(law.softOhms.lowerBound)
        let upper = Double.log(law.softOhms.upperBound)
        siemens = .exp(-(lower + (upper - lower) * generator.unit()))
        return .contactMade
    }
}
