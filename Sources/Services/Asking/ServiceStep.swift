public import Fetching

/// What is to be asked next, or what came of it all.
///
/// It does nothing by itself: whoever drives it sends the request and gives the answer.
public indirect enum ServiceStep: Sendable {
    /// Ask this, and go on with the answer.
    case ask(ServiceRequest, then: @Sendable (HTTPResponse) throws(ServiceFailure) -> ServiceStep)
    /// Keep these credentials instead of those that there were, and go on.
    case renewed(ServiceCredentials, next: ServiceStep)
    /// The post is there.
    case posted(RemotePost)
    /// There is no such post.
    case absent
    /// The post is there no longer.
    case deleted
}

extension ServiceStep {
    /// The same, but that other steps follow where an answer says that the account is not trusted any more.
    func unlessRevoked(_ others: @escaping @Sendable () -> ServiceStep) -> ServiceStep {
        guard case .ask(let request, let then) = self else { return self }
        return .ask(request) { (response) throws(ServiceFailure) in
            do throws(ServiceFailure) { return try then(response).unlessRevoked(others) } catch {
                guard case .revoked = error else { throw error }
                return others()
            }
        }
    }
}

/// A request of a network, which is signed when it is sent.
public struct ServiceRequest: Sendable {
    /// What is asked.
    public var http: HTTPRequest
    /// Whether a post is there when this was taken, so that it has to be written down before that it is sent.
    public var isDecisive = false
    /// How long to wait before.
    public var pauseMilliseconds = 0
    var authorization = Authorization.none

    /// The request as it is sent.
    public func signed(_ stamp: OAuthStamp) -> HTTPRequest { authorization.sign(http, stamp) }
}

/// Why a network did not do what it was asked.
public enum ServiceFailure: Error, Sendable, Hashable {
    /// It will not, however often it is asked.
    case refused(String)
    /// It does not know, or does not trust, the account any more.
    case revoked(String)
    /// It did not do it, and may later.
    case later(String, seconds: Int?)
    /// It may have done it.
    case unclear(String, seconds: Int?)

    /// What it says is wrong.
    public var reason: String {
        switch self {
        case .refused(let reason), .revoked(let reason), .later(let reason, _), .unclear(let reason, _): reason
        }
    }
}
