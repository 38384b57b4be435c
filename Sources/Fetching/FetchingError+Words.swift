extension FetchingError: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        switch self {
        case .invalidURL(let url): "\(url) is no absolute URL with https."
        case .insecure(let url): "\(url) is not https."
        case .insecureRedirect(let url): "A redirect leads from https to \(url)."
        case .addressRefused(let host): "\(host) has no address on the public Internet."
        case .tooManyRedirects(let limit): "There are more than \(limit) redirects."
        case .tooLarge(let limit): "The answer has more than \(limit) bytes."
        case .headersTooLarge(let limit): "The answer's headers have more than \(limit) bytes."
        case .timedOut: "The answer took too long."
        case .unresolved(let host): "The name \(host) leads nowhere."
        case .unreachable(let host): "Nobody answers at \(host)."
        case .certificate(let host): "The certificate of \(host) is not valid."
        case .broken(let host, let detail): "What \(host) answered cannot be read: \(detail)."
        case .invalidHeader(let name): "The header \(name) has a character that must not stand in it."
        case .busy(let limit): "\(limit) requests wait already."
        case .cancelled: "The request was cancelled."
        case .stopped: "The client was stopped."
        case .library(let detail): "libcurl failed: \(detail)."
        }
    }

    /// Whether asking again later may help, as far as can be told.
    public var isPassing: Bool {
        switch self {
        case .timedOut, .unresolved, .unreachable, .certificate, .broken, .busy, .cancelled, .stopped, .library: true
        case .invalidURL, .insecure, .insecureRedirect, .addressRefused, .tooManyRedirects, .tooLarge, .headersTooLarge,
            .invalidHeader:
            false
        }
    }
}
