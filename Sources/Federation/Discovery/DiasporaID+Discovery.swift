public import SocialModel

extension DiasporaID {
    /// Reads an ID as people type it and documents name it: with `acct:`, upper case or white space around it (protocol §12.1).
    public init?(discovering text: String) { self.init(Self.cleaned(text)) }

    /// A text trimmed, without the first `acct:` wherever that is, and in lower case.
    static func cleaned(_ text: String) -> String {
        let trimmed = text.trimmedASCII
        let prefix = Array("acct:".utf8)
        var bytes = Array(trimmed.utf8)
        if let start = bytes.indices.first(where: { bytes[$0...].starts(with: prefix) }) {
            bytes.removeSubrange(start..<start + prefix.count)
        }
        return String(decoding: bytes, as: UTF8.self).lowercased()
    }
}
