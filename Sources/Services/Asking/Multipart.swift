import Fetching

/// A file that is sent along.
struct UploadedFile: Sendable, Hashable {
    var name: String
    var type: String
    var bytes: [UInt8]
}

/// A body of several parts (RFC 7578).
struct Multipart {
    private var bytes: [UInt8] = []
    private let boundary: String

    /// The boundary is a digest of what the parts are about, so that it stands in none of them and is the same each time.
    init(about text: String) { boundary = "part-" + Digest.hex(Digest.sha256(Array(text.utf8))).prefix(40) }

    mutating func add(_ name: String, _ value: String, type: String? = nil) {
        begin(name, type: type, file: nil)
        bytes += Array(value.utf8) + [0x0D, 0x0A]
    }

    mutating func add(_ name: String, _ file: UploadedFile) {
        begin(name, type: file.type, file: file.name)
        bytes += file.bytes + [0x0D, 0x0A]
    }

    private mutating func begin(_ name: String, type: String?, file: String?) {
        var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\""
        if let file { head += "; filename=\"\(file)\"" }
        head += "\r\n"
        if let type { head += "Content-Type: \(type.filter { $0.isASCII && !$0.isNewline })\r\n" }
        bytes += Array((head + "\r\n").utf8)
    }

    /// The request with these parts.
    func request(_ method: HTTPMethod, _ url: String) -> HTTPRequest {
        var request = HTTPRequest(method, url)
        request.headers = [
            HTTPHeader("Content-Type", "multipart/form-data; boundary=\(boundary)"),
            HTTPHeader("Accept", "application/json"),
        ]
        request.body = bytes + Array("--\(boundary)--\r\n".utf8)
        return request
    }
}
