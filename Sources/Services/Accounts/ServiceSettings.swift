public import JSON
import SocialModel

/// How a user wants posts to be on a network.
public struct ServiceSettings: Sendable, Hashable {
    /// Who sees them there (Mastodon).
    public var visibility = Visibility.public
    /// The blog (Tumblr); the primary one unless said.
    public var blog: String?
    /// The page (Facebook).
    public var page: String?
    /// The longest text, where servers differ (Mastodon).
    public var limit: Int?

    /// Who sees a post on Mastodon.
    public enum Visibility: String, Sendable, Hashable, CaseIterable {
        case `public`
        case unlisted
        case `private`
        case direct
    }

    /// What holds unless said otherwise.
    public init() {}

    /// Reads what ``json`` gives; a name that is none of these, or means nothing to the network, is refused.
    public init(_ kind: ServiceKind, _ object: JSONObject) throws(ServicesError) {
        for member in object.members {
            switch (kind, member.name, member.value) {
            case (.mastodon, "visibility", .string(let word)):
                guard let known = Visibility(rawValue: word) else {
                    throw .settings(
                        "visibility is none of \(Visibility.allCases.map(\.rawValue).joined(separator: ", "))."
                    )
                }
                visibility = known
            case (.mastodon, "limit", .integer(let number)):
                guard (100...100_000).contains(number) else { throw .settings("limit is not in 100 to 100000.") }
                limit = Int(number)
            case (.tumblr, "blog", .string(let name)): blog = try Self.name(name, "blog")
            case (.facebook, "page", .string(let name)): page = try Self.name(name, "page")
            default: throw .settings("\(kind.rawValue) has no setting \(member.name.cut(to: 80)) of that type.")
            }
        }
        if kind == .facebook, page == nil {
            throw .settings("facebook needs page, the ID of the page that is posted to.")
        }
    }

    /// As it is kept and told.
    public var json: JSONObject {
        var object: JSONObject = [:]
        if visibility != .public { object["visibility"] = .string(visibility.rawValue) }
        if let limit { object["limit"] = .integer(Int64(limit)) }
        if let blog { object["blog"] = .string(blog) }
        if let page { object["page"] = .string(page) }
        return object
    }

    /// A name that may stand in a path.
    private static func name(_ text: String, _ field: String) throws(ServicesError) -> String {
        let isName = text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
        }
        guard isName, !text.isEmpty, text.utf8.count <= 255, text.utf8.first != UInt8(ascii: ".") else {
            throw .settings("\(field) has letters, digits and -_. only, at most 255.")
        }
        return text
    }
}
