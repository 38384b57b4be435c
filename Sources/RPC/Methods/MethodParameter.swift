import JSON
import Wire

/// A named parameter, as `rpc.discover` tells it.
struct MethodParameter: Sendable {
    let name: String
    let kind: Kind
    let isRequired: Bool
    let summary: String

    /// What values it takes.
    enum Kind: Sendable {
        case text
        case id
        case guid
        case flag
        case number
        case whole(ClosedRange<Int64>)
        case word([String])
        case texts(limit: Int)
        case objects(limit: Int)
        case object
    }

    private init(_ name: String, _ kind: Kind, _ summary: String, isRequired: Bool) {
        self.name = name
        self.kind = kind
        self.summary = summary
        self.isRequired = isRequired
    }

    static func required(_ name: String, _ kind: Kind, _ summary: String) -> MethodParameter {
        MethodParameter(name, kind, summary, isRequired: true)
    }

    static func optional(_ name: String, _ kind: Kind, _ summary: String) -> MethodParameter {
        MethodParameter(name, kind, summary, isRequired: false)
    }

    // MARK: - Those of many methods

    static let deadline = optional(
        "deadline_ms",
        .whole(RPCLimits.deadlines),
        "Milliseconds until the fault `deadline`; \(RPCLimits.deadline) unless given."
    )
    static let atLeast = optional(
        "at_least",
        .whole(0...Int64.max),
        "The sequence number that the answer must have reached."
    )
    static let viewer = optional("viewer", .id, "Whose view it is, by diaspora* ID; absent: nobody who is logged in.")
    static let limit = optional(
        "limit",
        .whole(RPCLimits.page),
        "How many at most; \(RPCLimits.pageSize) unless given."
    )
    static let before = optional("before", .text, "The `next` of the page before.")

    /// The JSON schema of its values.
    var schema: JSONValue {
        switch kind {
        case .text: ["type": "string"]
        case .id: ["type": "string", "description": "a diaspora* ID, name@host"]
        case .guid: ["type": "string", "minLength": 16, "maxLength": 255]
        case .flag: ["type": "boolean"]
        case .number: ["type": "number"]
        case .whole(let range):
            ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .word(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .texts(let limit): ["type": "array", "items": ["type": "string"], "maxItems": .integer(Int64(limit))]
        case .object: ["type": "object"]
        case .objects(let limit): ["type": "array", "items": ["type": "object"], "maxItems": .integer(Int64(limit))]
        }
    }
}
