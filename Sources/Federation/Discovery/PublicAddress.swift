/// Which addresses may be asked on behalf of strangers (protocol §18): none of this machine or the networks around it.
public enum PublicAddress {
    /// Whether the host of a URL can be public: a name, or an address that is.
    ///
    /// A name may still resolve to another; ask ``isPublic(_:)`` with each address before connecting to it.
    /// Numbers that only some resolvers take for an address (`127.1`, `0x7f000001`) are refused.
    public static func mayBe(host: String) -> Bool {
        if host.utf8.first == UInt8(ascii: "[") {
            return version6(host.utf8.dropFirst().dropLast()).map(isPublic) ?? false
        }
        var labels = host.lowercased().utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        // The root's dot.
        if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
        guard let last = labels.last, !last.isEmpty, !last.elementsEqual("localhost".utf8) else { return false }
        guard isNumber(last) else { return true }
        let bytes = labels.compactMap { $0.first == UInt8(ascii: "0") && $0.count > 1 ? nil : UInt8(Substring($0)) }
        return bytes.count == labels.count && bytes.count == 4 && isPublic(bytes)
    }

    /// Whether 4 or 16 bytes, in network order, are an address of the public Internet.
    public static func isPublic(_ address: [UInt8]) -> Bool {
        switch address.count {
        case 4: isPublicVersion4(address[0], address[1], address[2])
        case 16:
            if address.starts(with: repeatElement(0, count: 10) + [0xFF, 0xFF]) {
                isPublic(Array(address[12...]))
            } else {
                isPublicVersion6(
                    UInt16(address[0]) << 8 | UInt16(address[1]),
                    UInt16(address[2]) << 8 | UInt16(address[3])
                )
            }
        default: false
        }
    }

    /// What IANA's registry of special-purpose addresses leaves, without multicast and what is reserved.
    private static func isPublicVersion4(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        switch (a, b, c) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): false
        case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (198, 18...19, _): false
        case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113): false
        default: true
        }
    }

    /// Global unicast without protocol assignments, documentation, and 6to4, which wraps addresses of version 4.
    private static func isPublicVersion6(_ first: UInt16, _ second: UInt16) -> Bool {
        switch (first, second) {
        case (0x2001, ..<0x0200), (0x2001, 0x0DB8), (0x2002, _), (0x3FFF, ..<0x1000): false
        default: (0x2000...0x3FFF).contains(first)
        }
    }

    /// Digits, or `0x` with hexadecimal ones.
    private static func isNumber(_ label: Substring.UTF8View) -> Bool {
        if label.starts(with: "0x".utf8) { return true }
        return label.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Groups of hexadecimal digits with at most one `::`; an address of version 4 at the end is not read.
    private static func version6(_ text: Substring.UTF8View) -> [UInt8]? {
        let groups = text.split(separator: UInt8(ascii: ":"), maxSplits: 9, omittingEmptySubsequences: false)
        guard (3...9).contains(groups.count) else { return nil }
        var halves: [[UInt8]] = [[]]
        for (index, group) in groups.enumerated() {
            if group.isEmpty {
                // A gap at either end shows as two empty groups.
                if index == 0 || index == groups.count - 1 { continue }
                halves.append([])
            } else {
                guard group.count <= 4, group.first != UInt8(ascii: "+"),
                    let value = UInt16(Substring(group), radix: 16)
                else { return nil }
                halves[halves.count - 1] += [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
            }
        }
        let known = halves.reduce(0) { $0 + $1.count }
        if halves.count == 1 { return known == 16 ? halves[0] : nil }
        guard halves.count == 2, known < 16 else { return nil }
        return halves[0] + [UInt8](repeating: 0, count: 16 - known) + halves[1]
    }
}
