/// A request, and what its answer may be.
public struct HTTPRequest: Sendable, Hashable {
    /// How it is asked.
    public var method: HTTPMethod
    /// An absolute URL.
    public var url: String
    /// Sent in this order; `authorization` and `cookie` go to the first host only.
    public var headers: [HTTPHeader] = []
    /// What is sent.
    public var body: [UInt8] = []
    /// Bytes of the answer's body, if not as many as the client allows.
    public var bodyLimit: Int?

    /// A request without a body.
    public init(_ method: HTTPMethod = .get, _ url: String) {
        self.method = method
        self.url = url
    }
}

/// What a request wants.
public enum HTTPMethod: String, Sendable, Hashable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"

    /// Whether asking again elsewhere does no harm: only such requests follow redirects.
    var followsRedirects: Bool { self == .get || self == .head }
}

/// A header of a request or an answer.
public struct HTTPHeader: Sendable, Hashable {
    /// In lower case in answers.
    public let name: String
    /// Without white space around it.
    public let value: String

    /// Says both.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// The line that is sent; nil if name or value could break out of it.
    var line: String? {
        let isToken = name.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"/[]?={}".utf8.contains($0)
        }
        let isText = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        guard !name.isEmpty, isToken, isText else { return nil }
        // libcurl takes a line without a value as the wish to leave a header out.
        return value.isEmpty ? "\(name);" : "\(name): \(value)"
    }

    /// Whether it speaks for who asks, and is for the first host only.
    var isCredential: Bool { ["authorization", "cookie", "proxy-authorization"].contains(name.lowercased()) }
}
