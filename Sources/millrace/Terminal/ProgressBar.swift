import Isolation

/// A bar on standard error for what takes longer than a second, if a person sees it.
final class ProgressBar: Sendable {
    private let title: String
    private let isShown = Terminal.showsProgress
    private let begin = ContinuousClock.now
    private let state = Locked(State())

    private struct State {
        var last = Duration.zero
        var isDrawn = false
    }

    private static let columns = 30

    /// Names what is done.
    init(_ title: String) { self.title = title }

    /// Shows how far it is; without a known end only how much is done.
    func show(_ done: Int, of total: Int?) {
        guard isShown else { return }
        let elapsed = ContinuousClock.now - begin
        let isDue = state.withLock { state in
            guard elapsed > .seconds(1), elapsed - state.last > .milliseconds(100) else { return false }
            state.last = elapsed
            state.isDrawn = true
            return true
        }
        guard isDue else { return }
        guard let total, total > 0 else { return Output.complain("\r\u{1B}[K\(title) \(done.grouped)") }
        let part = min(1, Double(done) / Double(total))
        let full = Int(part * Double(Self.columns))
        let bar = String(repeating: "━", count: full) + String(repeating: "╌", count: Self.columns - full)
        let left = part > 0 ? elapsed * ((1 - part) / part) : .zero
        Output.complain("\r\u{1B}[K\(title) \(bar) \(Int(part * 100)) % · \(left.components.seconds) s left")
    }

    /// Takes it away.
    func clear() {
        guard state.withLock({ $0.isDrawn }) else { return }
        Output.complain("\r\u{1B}[K")
    }
}

extension BinaryInteger {
    /// With a comma after each three digits.
    var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return self < 0 ? "-" + text : text
    }
}
