public import JSON
import SocialModel

/// The named parameters of a request, or of an object inside them, read one by one.
///
/// What is not as asked for throws -32602 with the parameter's name, its path
/// included: `data.photos[2].guid`. `null` counts as absent, except where a
/// ``SocialModel/Field`` tells them apart.
public struct Parameters: Sendable, Hashable {
    /// The parameters themselves.
    public let object: JSONObject
    /// What stands before a name in faults: empty, `data.` or `data.photos[2].`.
    let path: String

    /// Reads from an object.
    public init(_ object: JSONObject) { self.init(object, path: "") }

    init(_ object: JSONObject, path: String) {
        self.object = object
        self.path = path
    }

    /// The name of a parameter with its path.
    func field(_ name: String) -> String { path + name }

    /// The value of a parameter that is there and not null.
    func present(_ name: String) -> JSONValue? {
        switch object[name] {
        case nil, .null: nil
        case let value: value
        }
    }

    /// Throws if there is a parameter that is not among those known.
    public func refuseUnknown(known: [String]) throws(RPCFault) {
        for member in object.members where !known.contains(where: { $0.hasSameBytes(as: member.name) }) {
            throw .unknownParameter(field(member.name), known: known)
        }
    }

    /// Gives the value of a parameter that must be there.
    @usableFromInline
    func required<Value>(_ name: String, _ value: Value?) throws(RPCFault) -> Value {
        guard let value else { throw .missing(field(name)) }
        return value
    }

    // MARK: - Plain values

    /// A text of at most `limit` code points.
    public func string(_ name: String, limit: Int = .max) throws(RPCFault) -> String {
        try required(name, try optionalString(name, limit: limit))
    }

    /// A text of at most `limit` code points, if it is there.
    public func optionalString(_ name: String, limit: Int = .max) throws(RPCFault) -> String? {
        guard let value = present(name) else { return nil }
        guard let text = value.string else { throw .wrongType(field(name), wanted: "a string") }
        return try bounded(text, name, limit: limit)
    }

    /// A whole number in a range.
    public func integer(_ name: String, in range: ClosedRange<Int64> = .min ... .max) throws(RPCFault) -> Int64 {
        try required(name, try optionalInteger(name, in: range))
    }

    /// A whole number in a range, if it is there.
    public func optionalInteger(
        _ name: String,
        in range: ClosedRange<Int64> = .min ... .max
    ) throws(RPCFault) -> Int64? {
        guard let value = present(name) else { return nil }
        guard let number = value.integer else { throw .wrongType(field(name), wanted: "a whole number") }
        guard range.contains(number) else {
            let bounds = "\(range.lowerBound) to \(range.upperBound)"
            throw .invalid(field(name), .outOfRange, "\(field(name).quoted) is not in \(bounds).")
        }
        return number
    }

    /// Any number, if it is there.
    public func optionalNumber(_ name: String) throws(RPCFault) -> Double? {
        switch present(name) {
        case nil: return nil
        case .integer(let number): return Double(number)
        case .number(let number): return number
        default: throw .wrongType(field(name), wanted: "a number")
        }
    }

    /// A truth value.
    public func bool(_ name: String) throws(RPCFault) -> Bool { try required(name, try optionalBool(name)) }

    /// A truth value, if it is there.
    public func optionalBool(_ name: String) throws(RPCFault) -> Bool? {
        guard let value = present(name) else { return nil }
        guard let flag = value.bool else { throw .wrongType(field(name), wanted: "true or false") }
        return flag
    }

    /// The text itself if it has at most `limit` code points.
    func bounded(_ text: String, _ name: @autoclosure () -> String, limit: Int) throws(RPCFault) -> String {
        guard text.utf8.count <= limit || text.unicodeScalars.count <= limit else {
            let field = field(name())
            throw .invalid(field, .tooLong, "\(field.quoted) has more than \(limit) code points.")
        }
        return text
    }
}
