import JSON

/// What proves to a network for whom we ask; never written to a log or an answer.
public struct ServiceCredentials: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    private let values: [String: String]

    /// Takes what a network's account needs, and nothing else.
    public init(_ kind: ServiceKind, _ values: [String: String]) throws(ServicesError) {
        let names = Set(values.keys)
        guard kind.credentials.contains(where: { Set($0) == names }) else {
            let wanted = kind.credentials.map { $0.joined(separator: ", ") }.joined(separator: "; or ")
            throw .credentials("\(kind.rawValue) needs \(wanted).")
        }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard !value.isEmpty, value.utf8.count <= ServicesLimits.credential, value.utf8.allSatisfy({ $0 >= 0x20 })
            else {
                throw .credentials(
                    "\(name) is empty, has more than \(ServicesLimits.credential) bytes, or a control character."
                )
            }
        }
        self.values = values
    }

    /// Reads what ``json`` gave.
    init(_ kind: ServiceKind, json: [UInt8]) throws(ServicesError) {
        guard let members = (try? JSONParser.parse(json))?.object?.members else {
            throw .vault("what was kept is damaged")
        }
        var values: [String: String] = [:]
        for member in members { values[member.name] = member.value.string }
        try self.init(kind, values)
    }

    /// As they are encrypted.
    var json: [UInt8] {
        JSONWriter.bytes(.object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })))
    }

    subscript(name: String) -> String { values[name] ?? "" }

    /// The same with other values of some; throws if those cannot be kept.
    func with(_ others: [String: String], _ kind: ServiceKind) throws(ServicesError) -> Self {
        try Self(kind, values.merging(others) { $1 })
    }

    /// The four of OAuth 1.0a; nil where a single token speaks.
    var oauth1: OAuth1? {
        guard let key = values["consumer_key"], let secret = values["consumer_secret"], let token = values["token"],
            let tokenSecret = values["token_secret"]
        else { return nil }
        return OAuth1(consumerKey: key, consumerSecret: secret, token: token, tokenSecret: tokenSecret)
    }

    /// A text of somebody else's without anything of this in it.
    func withheld(from text: String) -> String {
        values.values.reduce(text) { text, value in
            value.utf8.count < 4 ? text : text.replacing(value, with: "***")
        }
    }

    /// Nothing of what it holds.
    public var description: String { "ServiceCredentials(withheld)" }
    /// Nothing of what it holds.
    public var debugDescription: String { description }
}

extension ServiceCredentials: CustomReflectable {
    /// Nothing of what it holds.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
