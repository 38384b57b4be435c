/// Events that a connection has not taken yet, up to a limit.
struct EventBuffer {
    private let limit: Int
    private var bytes: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    var isEmpty: Bool { bytes.isEmpty }

    /// Takes the bytes of an event; false, and nothing is taken, if there is no room.
    ///
    /// The notice that nothing more comes always has room: there is one a subscription.
    mutating func append(_ event: [UInt8], isLast: Bool) -> Bool {
        guard isLast || bytes.count + event.count <= limit else { return false }
        bytes.append(contentsOf: event)
        return true
    }

    /// Gives what is there to be sent.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }
}
