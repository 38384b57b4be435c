import Dispatch
import Glibc

/// Waits for SIGTERM or SIGINT; the second one ends the process at once.
struct StopSignals {
    private static let numbers = [SIGTERM, SIGINT]

    /// The signals that come.
    let first: AsyncStream<Int32>
    // A source ends with its last reference.
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over from the system; none that comes from then on is lost.
    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        first = stream
        let queue = DispatchQueue(label: "signals")
        // A source is registered some time after it was resumed, and what comes before is ignored.
        let registered = DispatchSemaphore(value: 0)
        sources = Self.numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                // From here on the system does what it does with a signal that nobody takes.
                for number in Self.numbers { signal(number, SIG_DFL) }
                continuation.yield(number)
            }
            source.setRegistrationHandler { registered.signal() }
            source.resume()
            return source
        }
        for _ in Self.numbers { registered.wait() }
    }

    /// The first signal that comes.
    func wait() async -> Int32 {
        for await number in first { return number }
        return SIGTERM
    }
}
