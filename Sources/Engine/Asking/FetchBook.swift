import DequeModule
import SocialModel

/// Which fetch may begin when: the fetcher's decisions, as functions of a time in milliseconds that the caller tells.
///
/// Each thing is fetched once at a time; hosts get their share of each window; what failed is left alone for a while.
struct FetchBook {
    private let limits: FetchLimits
    private var queue: Deque<Errand> = []
    private var known: Set<Errand.Target> = []
    private var failures: [Errand.Target: Failure] = [:]
    private var windows: [String: Int] = [:]
    private var inWindow = 0
    private var windowBegin: Int64 = .min
    private var numbers = FetchCounters()

    private struct Failure {
        var attempts: Int
        var until: Int64
        /// What is fetched again when the pause is over; nil if nobody waits for it, or it was tried often enough.
        var again: Errand?
    }

    init(_ limits: FetchLimits) { self.limits = limits }

    /// How things stand.
    var counters: FetchCounters {
        var counters = numbers
        counters.queued = queue.count
        counters.failing = failures.count
        return counters
    }

    /// Takes an errand, unless it is known, failed lately, or there is too much.
    mutating func want(_ errand: Errand, now: Int64) {
        guard errand.depth < (errand.isNeeded ? limits.depth : limits.linkDepth) else { return numbers.dropped += 1 }
        if known.contains(errand.target) { return numbers.joined += 1 }
        if let failure = failures[errand.target], failure.until > now {
            // From now on somebody waits for it.
            if errand.isNeeded, failure.again == nil, failure.attempts < limits.pauses.count {
                failures[errand.target]?.again = errand
            }
            return numbers.held += 1
        }
        guard queue.count < limits.queued else { return numbers.dropped += 1 }
        known.insert(errand.target)
        queue.append(errand)
    }

    /// The next errand that may begin, which then is at work until ``finish(_:isDone:now:)``.
    mutating func next(now: Int64) -> Errand? {
        retry(now)
        turnWindow(now)
        guard numbers.running < limits.atOnce, inWindow < limits.perWindow else { return nil }
        let index = queue.firstIndex { windows[$0.host, default: 0] < limits.perHostAndWindow }
        guard let index else { return nil }
        let errand = queue.remove(at: index)
        windows[errand.host, default: 0] += 1
        inWindow += 1
        numbers.running += 1
        numbers.started += 1
        return errand
    }

    /// How an errand ended.
    enum Outcome {
        case fetched
        /// It was there already.
        case needless
        case failed
    }

    mutating func finish(_ errand: Errand, _ outcome: Outcome, now: Int64) {
        known.remove(errand.target)
        numbers.running -= 1
        switch outcome {
        case .fetched:
            numbers.fetched += 1
            failures[errand.target] = nil
        case .needless:
            numbers.needless += 1
            failures[errand.target] = nil
        case .failed:
            numbers.failed += 1
            note(errand, now)
        }
    }

    private mutating func note(_ errand: Errand, _ now: Int64) {
        let attempts = failures[errand.target]?.attempts ?? 0
        let pause = limits.pauses[min(attempts, limits.pauses.count - 1)]
        let isLast = attempts + 1 >= limits.pauses.count
        if failures[errand.target] == nil, failures.count >= limits.failures {
            // The one that would be tried soonest is the one that is missed least.
            if let first = failures.min(by: { $0.value.until < $1.value.until }) { failures[first.key] = nil }
        }
        failures[errand.target] = Failure(
            attempts: attempts + 1,
            until: now + pause,
            again: errand.isNeeded && !isLast ? errand : nil
        )
    }

    /// When ``next(now:)`` may give something that it does not give now; nil if only an arrival or an end can do that.
    func wakeTime(now: Int64) -> Int64? {
        var time = failures.values.lazy.compactMap { $0.again == nil ? nil : $0.until }.min()
        if !queue.isEmpty, numbers.running < limits.atOnce {
            let end = windowBegin + limits.window
            time = min(time ?? end, end)
        }
        return time.map { max($0, now) }
    }

    /// Queues what failed and has paused long enough; forgets failures that nobody waits for.
    private mutating func retry(_ now: Int64) {
        for (target, failure) in failures where failure.until <= now {
            guard let errand = failure.again else {
                // The count of attempts lasts as long again, so that asking anew does not begin from the start at once.
                if failure.until + (limits.pauses.last ?? 0) <= now { failures[target] = nil }
                continue
            }
            failures[target]?.again = nil
            guard !known.contains(target), queue.count < limits.queued else { continue }
            known.insert(target)
            queue.append(errand)
        }
    }

    private mutating func turnWindow(_ now: Int64) {
        guard windowBegin == .min || now >= windowBegin + limits.window else { return }
        windowBegin = now
        windows = [:]
        inWindow = 0
    }
}
