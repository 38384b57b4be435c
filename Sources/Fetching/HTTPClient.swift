/// Asks other machines over HTTPS, on behalf of whoever made us ask: nothing that it is told to ask is trusted.
///
/// One thread of its own does all the work; asking tasks only wait. No cookies, passwords of files or caches are kept.
public final class HTTPClient: Sendable {
    private let configuration: HTTPClientConfiguration
    private let loop: TransferLoop

    /// Starts the client's thread.
    public init(_ configuration: HTTPClientConfiguration) throws(FetchingError) {
        self.configuration = configuration
        loop = try TransferLoop(configuration.limits)
    }

    deinit { loop.stop() }

    /// Ends what is at work; later requests are refused.
    public func stop() { loop.stop() }

    /// Asks, and follows redirects of GET and HEAD, each judged as if it had been asked for.
    ///
    /// Any status is an answer.
    public func send(_ request: HTTPRequest) async throws(FetchingError) -> HTTPResponse {
        let limits = configuration.limits
        let deadline = ContinuousClock.now + .milliseconds(limits.totalMilliseconds)
        var request = request
        var redirects = 0
        while true {
            let hop = try await loop.perform(try Transfer(request, configuration, deadline: deadline))
            guard request.method.followsRedirects, Self.redirecting.contains(hop.status), let next = hop.redirect else {
                return HTTPResponse(status: hop.status, headers: hop.headers, body: hop.body, url: request.url)
            }
            redirects += 1
            guard redirects <= limits.redirects else { throw .tooManyRedirects(limit: limits.redirects) }
            if Self.scheme(of: request.url) == "https", Self.scheme(of: next) != "https" {
                throw .insecureRedirect(String(next.prefix(200)))
            }
            if Self.origin(of: request.url) != Self.origin(of: next) {
                request.headers.removeAll(where: \.isCredential)
            }
            request.url = next
        }
    }

    private static let redirecting: Set<Int> = [301, 302, 303, 307, 308]

    private static func scheme(of url: String) -> String { url.prefix { $0 != ":" }.lowercased() }

    /// Scheme, host and port as they are written.
    private static func origin(of url: String) -> String {
        url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
            .lowercased()
    }
}
