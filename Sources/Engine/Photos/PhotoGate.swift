/// Who works on photos' files: many may make some, and whoever removes some is alone.
///
/// Files are found by their contents, so that a photo that is just made may turn out to need files that are just removed.
struct PhotoGate {
    private(set) var working = 0
    private var loners = 0
    private var entering: [CheckedContinuation<Void, Never>] = []
    private var clearing: [CheckedContinuation<Void, Never>] = []

    /// Whether somebody may begin to make files.
    var isOpen: Bool { loners == 0 }
    /// Whether nobody makes any.
    var isClear: Bool { working == 0 }

    mutating func enter() { working += 1 }

    mutating func leave() {
        working -= 1
        guard working == 0 else { return }
        for waiter in clearing { waiter.resume() }
        clearing = []
    }

    mutating func close() { loners += 1 }

    mutating func open() {
        loners -= 1
        guard loners == 0 else { return }
        for waiter in entering { waiter.resume() }
        entering = []
    }

    mutating func waitToEnter(_ waiter: CheckedContinuation<Void, Never>) { entering.append(waiter) }
    mutating func waitUntilClear(_ waiter: CheckedContinuation<Void, Never>) { clearing.append(waiter) }
}
