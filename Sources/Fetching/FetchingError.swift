/// Why a request got no answer.
public enum FetchingError: Error, Sendable, Hashable {
    /// Not an absolute URL with http or https, or one with a password, or too long.
    case invalidURL(String)
    /// http, where only https is allowed.
    case insecure(String)
    /// A redirect from https to http.
    case insecureRedirect(String)
    /// The host is, or resolves to, nothing but addresses that must not be connected to.
    case addressRefused(host: String)
    /// More redirects than allowed.
    case tooManyRedirects(limit: Int)
    /// The body has more bytes than allowed.
    case tooLarge(limit: Int)
    /// The headers have more bytes than allowed.
    case headersTooLarge(limit: Int)
    /// It took too long.
    case timedOut
    /// The host's name leads nowhere.
    case unresolved(host: String)
    /// Nobody answers at the host.
    case unreachable(host: String)
    /// The certificate is not the host's, or nobody known has signed it.
    case certificate(host: String)
    /// What came is no HTTP, or broke off.
    case broken(host: String, detail: String)
    /// A header that cannot be sent.
    case invalidHeader(String)
    /// As many requests as allowed wait already.
    case busy(limit: Int)
    /// The asking task was cancelled.
    case cancelled
    /// The client was stopped.
    case stopped
    /// libcurl could not do it: no memory, or a setting that it does not take.
    case library(detail: String)
}
