import Federation

/// Signs requests as OAuth 1.0a has it, with HMAC-SHA1 (RFC 5849 §3.4).
struct OAuth1: Sendable, Hashable {
    var consumerKey: String
    var consumerSecret: String
    var token: String
    var tokenSecret: String

    /// The value of the header `Authorization`; `form` is what a body of that type says.
    func header(_ method: String, _ url: String, form: [(String, String)], _ stamp: OAuthStamp) -> String {
        var parameters = [
            ("oauth_consumer_key", consumerKey), ("oauth_nonce", stamp.nonce), ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", String(stamp.second)), ("oauth_token", token), ("oauth_version", "1.0"),
        ]
        parameters.append(("oauth_signature", signature(method, url, form + parameters)))
        return "OAuth "
            + parameters.map { "\(PercentEncoding.encode($0))=\"\(PercentEncoding.encode($1))\"" }
            .joined(separator: ", ")
    }

    /// The signature over a request with all its parameters but those of its query.
    func signature(_ method: String, _ url: String, _ parameters: [(String, String)]) -> String {
        let key = PercentEncoding.encode(consumerSecret) + "&" + PercentEncoding.encode(tokenSecret)
        let base = Self.baseString(method, url, parameters)
        return Base64.encode(Digest.hmac("SHA1", key: Array(key.utf8), Array(base.utf8)))
    }

    /// What is signed (§3.4.1).
    static func baseString(_ method: String, _ url: String, _ parameters: [(String, String)]) -> String {
        let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let all = parameters + (parts.count > 1 ? PercentEncoding.pairs(parts[1]) : [])
        let encoded = all.map { (PercentEncoding.encode($0.0), PercentEncoding.encode($0.1)) }
            .sorted {
                $0.0 == $1.0
                    ? $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
            }
        let normal = encoded.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        return [method, baseURL(parts[0]), normal].map(PercentEncoding.encode).joined(separator: "&")
    }

    /// Scheme and host in lower case, without the scheme's own port (§3.4.1.2).
    private static func baseURL(_ url: Substring) -> String {
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return String(url) }
        let scheme = parts[0].lowercased()
        var host = parts[2].lowercased()
        for (name, port) in [("https:", ":443"), ("http:", ":80")] where scheme == name && host.hasSuffix(port) {
            host.removeLast(port.count)
        }
        return "\(scheme)//\(host)/" + (parts.count > 3 ? parts[3] : "")
    }
}

/// What makes each signature another one.
public struct OAuthStamp: Sendable, Hashable {
    /// Seconds since 1970.
    public var second: Int64
    /// Never the same twice within a second.
    public var nonce: String

    /// Says both.
    public init(second: Int64, nonce: String) {
        self.second = second
        self.nonce = nonce
    }
}
