import DequeModule

/// The calls that wait for the ledger, in the order in which they will be written.
struct WriteQueue {
    private var calls: Deque<PendingCall> = []
    /// Bytes of all calls that were taken and not answered yet, those being verified included.
    var bytes = 0
    /// Whether a group is at the ledger.
    var isWriting = false

    var count: Int { calls.count }
    var isBusy: Bool { isWriting || !calls.isEmpty }

    mutating func append(_ more: [PendingCall]) { calls.append(contentsOf: more) }

    /// The next group.
    mutating func take(_ limit: Int) -> [PendingCall] {
        let group = Array(calls.prefix(limit))
        calls.removeFirst(group.count)
        return group
    }
}
