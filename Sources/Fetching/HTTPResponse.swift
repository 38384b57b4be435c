/// What was answered at the end of all redirects.
public struct HTTPResponse: Sendable, Hashable {
    /// The status, `200`.
    public let status: Int
    /// Names in lower case, in the order received.
    public let headers: [HTTPHeader]
    /// The body, unpacked.
    public let body: [UInt8]
    /// Where it came from in the end.
    public let url: String

    /// Whether the status is one of success.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The first header of a name in lower case.
    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// Says it in full, as for tests of what reads answers.
    package init(status: Int, headers: [HTTPHeader], body: [UInt8], url: String) {
        self.status = status
        self.headers = headers
        self.body = body
        self.url = url
    }

    /// Reads header lines, the first of which is the status line; what is none is passed over.
    static func headers(in block: [UInt8]) -> [HTTPHeader] {
        block.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return nil }
            let value = line[line.index(after: colon)...].drop(while: isSpace)
            return HTTPHeader(
                String(decoding: line[..<colon], as: UTF8.self).lowercased(),
                String(decoding: value.reversed().drop(while: isSpace).reversed(), as: UTF8.self)
            )
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
