import Federation
import Fetching

/// How a request says who asks.
enum Authorization: Sendable, Hashable {
    /// Not at all.
    case none
    /// By a token (RFC 6750).
    case bearer(String)
    /// By a name and a password (RFC 7617), which OAuth 2 has as parts of a form (RFC 6749 §2.3.1).
    case basic(String, String)
    /// By a signature.
    case oauth1(OAuth1)

    func sign(_ request: HTTPRequest, _ stamp: OAuthStamp) -> HTTPRequest {
        var request = request
        switch self {
        case .none: break
        case .bearer(let token): request.headers.append(HTTPHeader("Authorization", "Bearer " + token))
        case .basic(let name, let password):
            let pair = PercentEncoding.encode(name) + ":" + PercentEncoding.encode(password)
            request.headers.append(HTTPHeader("Authorization", "Basic " + Base64.encode(Array(pair.utf8))))
        case .oauth1(let signer):
            let isForm = request.headers.contains { $0.value == "application/x-www-form-urlencoded" }
            let form = isForm ? PercentEncoding.pairs(String(decoding: request.body, as: UTF8.self)) : []
            let value = signer.header(request.method.rawValue, request.url, form: form, stamp)
            request.headers.append(HTTPHeader("Authorization", value))
        }
        return request
    }
}
