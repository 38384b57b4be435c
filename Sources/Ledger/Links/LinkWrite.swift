public import SocialModel

/// Where the preview of an address stands.
public enum LinkState: Int, Sendable, Hashable, CaseIterable {
    /// It is to be fetched.
    case waiting
    /// It was, though there may be nothing to show.
    case fetched
    /// It could not be.
    case failed

    /// For programs.
    public var name: String {
        switch self {
        case .waiting: "waiting"
        case .fetched: "fetched"
        case .failed: "failed"
        }
    }
}

/// An address whose preview is to be fetched.
public struct LinkErrand: Sendable, Hashable {
    /// The address.
    public var url: String
    /// How often it was tried in vain.
    public var attempts: Int
}

/// What happens to the previews of addresses in posts.
///
/// None of it stands in the change log: it can be fetched again.
public enum LinkWrite: Sendable, Hashable {
    /// The preview, as items show it; nil and nil: there is nothing to show.
    case found(url: String, oEmbed: String?, openGraph: String?)
    /// It is tried again; `counts`: because it did not work.
    case postpone(url: String, until: Timestamp, reason: String?, counts: Bool)
    /// It is given up.
    case failed(url: String, reason: String)
}
