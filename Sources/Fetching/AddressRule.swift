import Federation
import Glibc

/// Which addresses may be connected to.
///
/// It is asked when a socket is opened, with the address that the socket is opened to: what a name resolved to before,
/// or resolves to a moment later, does not count.
public struct AddressRule: Sendable, Hashable {
    /// Addresses that are allowed though they are not public, as 4 or 16 bytes in network order.
    private let exceptions: Set<[UInt8]>

    /// Only addresses of the public Internet, and those named.
    ///
    /// The latter are for tests and for pods of one's own network.
    public init(allowing exceptions: Set<[UInt8]> = []) { self.exceptions = exceptions }

    /// Whether 4 or 16 bytes in network order may be connected to.
    public func allows(_ address: [UInt8]) -> Bool {
        PublicAddress.isPublic(address) || exceptions.contains(address)
    }

    /// Whether the host of a URL may be asked at all; what it resolves to is asked later.
    func mayAllow(host: String) -> Bool {
        if PublicAddress.mayBe(host: host) { return true }
        return IPAddress.bytes(host).map { exceptions.contains($0) } ?? false
    }
}

/// Addresses as texts.
public enum IPAddress {
    /// Four or 16 bytes of `192.0.2.1`, `2001:db8::1` or `[2001:db8::1]`; nil for what is no address.
    public static func bytes(_ text: String) -> [UInt8]? {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        return parse(bare, AF_INET, 4) ?? parse(bare, AF_INET6, 16)
    }

    private static func parse(_ text: String, _ family: CInt, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return unsafe inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
