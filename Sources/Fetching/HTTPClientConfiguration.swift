/// How a client asks.
public struct HTTPClientConfiguration: Sendable, Hashable {
    /// How it names itself: `Millrace/1.0`.
    public var userAgent: String
    /// How much it takes.
    public var limits = FetchingLimits()
    /// Which addresses it connects to.
    public var addresses = AddressRule()
    /// Through which proxies.
    public var proxies = ProxyRules.none
    /// Whether http is allowed; never after https.
    public var allowsInsecure = false
    /// A file of certificates, in PEM, of authorities that are trusted beside those of the system.
    public var authorities: String?
    /// `host:port:other:port`: who is asked for the first is connected to the second, and its address judged.
    public var connectTo: [String] = []

    /// What holds unless said otherwise.
    public init(userAgent: String) { self.userAgent = userAgent }
}
