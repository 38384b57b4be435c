public import JSON

/// A 32-bit digest of the parameters that may not change between the pages of a walk.
///
/// The order in which parameters come does not matter. It tells mistakes from
/// each other, not forgeries: whoever may send a cursor may send any query.
public struct QueryDigest: Hashable, Sendable {
    private var sum: UInt64

    /// The digest of a method without parameters.
    public init(method: String) {
        var hash = Checksum()
        hash.add(method.utf8)
        sum = hash.value
    }

    /// Adds a parameter; nil is the same as none.
    public mutating func add(_ name: String, _ value: JSONValue?) {
        guard let value, value != .null else { return }
        var hash = Checksum()
        hash.add(name.utf8)
        hash.add(CollectionOfOne(0))
        hash.add(JSONWriter.bytes(value))
        sum &+= hash.value
    }

    /// The digest as a cursor holds it.
    public var value: UInt32 { UInt32(truncatingIfNeeded: sum ^ sum >> 32) }
}

extension QueryDigest {
    /// The digest of a method with all its parameters but those named.
    public init(method: String, _ parameters: Parameters, excluding names: [String]) {
        self.init(method: method)
        for member in parameters.object.members where !names.contains(member.name) { add(member.name, member.value) }
    }
}

/// FNV-1a of 64 bits, with its bits mixed at the end.
struct Checksum {
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    var value: UInt64 {
        let mixed = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ mixed >> 33
    }
}
