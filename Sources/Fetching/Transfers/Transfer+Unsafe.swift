import CCurl
import Isolation

/// One hop of a request: libcurl's handle, with all it has to keep to.
///
/// Sharing it is sound, hence `@unchecked Sendable`: it is set up by one thread, handed to the loop's through a lock,
/// and touched by no other after that; whoever drops it last closes it, when the loop knows it no longer.
@safe
final class Transfer: @unchecked Sendable {
    let handle: OpaquePointer
    let host: String
    let deadline: ContinuousClock.Instant
    private let rule: AddressRule
    private let limits: FetchingLimits
    private let bodyLimit: Int

    /// Takes what is asked, and refuses what must not be.
    init(
        _ request: HTTPRequest,
        _ configuration: HTTPClientConfiguration,
        deadline: ContinuousClock.Instant
    ) throws(FetchingError) {
        guard Self.isReady else { throw .library(detail: "it cannot be started") }
        self.deadline = deadline
        limits = configuration.limits
        rule = configuration.addresses
        bodyLimit = min(request.bodyLimit ?? limits.bodyBytes, limits.bodyBytes)
        guard request.url.utf8.count <= limits.urlBytes, !request.url.utf8.contains(0),
            let handle = unsafe ccurl_open(request.url)
        else { throw .invalidURL(String(request.url.prefix(200))) }
        unsafe self.handle = handle
        host = unsafe String(cString: ccurl_host(handle))
        let scheme = unsafe String(cString: ccurl_scheme(handle)).lowercased()
        guard scheme == "https" || configuration.allowsInsecure else { throw .insecure(request.url) }
        guard rule.mayAllow(host: host) else { throw .addressRefused(host: host) }
        let proxy = configuration.proxies.proxy(scheme: scheme, host: host)
        // What is connected to then is the proxy, which who configured it knows.
        if proxy.isEmpty { setAddressRule() }
        var isSet = unsafe ccurl_set_method(handle, request.method.rawValue, request.body, request.body.count)
        for header in request.headers {
            guard let line = header.line else { throw .invalidHeader(header.name) }
            isSet = unsafe ccurl_add_header(handle, line) && isSet
        }
        isSet = unsafe ccurl_set_user_agent(handle, configuration.userAgent) && isSet
        isSet = unsafe ccurl_set_proxy(handle, proxy) && isSet
        if let file = configuration.authorities { isSet = unsafe ccurl_set_authorities(handle, file) && isSet }
        for entry in configuration.connectTo { isSet = unsafe ccurl_add_connect_to(handle, entry) && isSet }
        isSet = unsafe ccurl_set_limits(handle, limits.headerBytes, bodyLimit) && isSet
        guard isSet else { throw .library(detail: "an option was refused") }
    }

    deinit { unsafe ccurl_close(handle) }

    private static let isReady = ccurl_start()

    /// Says how long it may take from now on.
    func setTimes() -> Bool {
        let left = max(1, Int((deadline - .now) / .milliseconds(1)))
        return unsafe ccurl_set_times(handle, min(limits.connectMilliseconds, left), left)
    }

    private func setAddressRule() {
        // The rule lives as long as the transfer, which is closed before it goes.
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe ccurl_set_address_rule(
            handle,
            { bytes, count, me in
                guard let bytes = unsafe bytes, let me = unsafe me else { return false }
                let address = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
                return unsafe Unmanaged<Transfer>.fromOpaque(me).takeUnretainedValue().rule.allows(address)
            },
            me
        )
    }

    /// What came of it, once the loop says how it ended.
    func result(_ outcome: ccurl_outcome) -> Result<Hop, FetchingError> {
        switch outcome {
        case CCURL_DONE: .success(hop)
        case CCURL_ADDRESS_REFUSED: .failure(.addressRefused(host: host))
        case CCURL_BODY_TOO_LARGE: .failure(.tooLarge(limit: bodyLimit))
        case CCURL_HEADERS_TOO_LARGE: .failure(.headersTooLarge(limit: limits.headerBytes))
        case CCURL_TIMED_OUT: .failure(.timedOut)
        case CCURL_UNRESOLVED: .failure(.unresolved(host: host))
        case CCURL_UNREACHABLE: .failure(.unreachable(host: host))
        case CCURL_CERTIFICATE: .failure(.certificate(host: host))
        default: .failure(.broken(host: host, detail: unsafe String(cString: ccurl_detail(handle))))
        }
    }

    private var hop: Hop {
        var count = 0
        let headers = unsafe ccurl_headers(handle, &count)
        let lines = unsafe Array(UnsafeBufferPointer(start: headers, count: count))
        let body = unsafe ccurl_body(handle, &count)
        return Hop(
            status: unsafe ccurl_status(handle),
            headers: HTTPResponse.headers(in: lines),
            body: unsafe Array(UnsafeBufferPointer(start: body, count: count)),
            redirect: unsafe ccurl_redirect(handle).map { unsafe String(cString: $0) }
        )
    }
}

/// What one host answered.
struct Hop: Sendable {
    let status: Int
    let headers: [HTTPHeader]
    let body: [UInt8]
    /// Where it sends the client to.
    let redirect: String?
}
