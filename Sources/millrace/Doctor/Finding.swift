import JSON

/// What the doctor found out about one thing.
struct Finding: Sendable, Equatable {
    /// How it is.
    enum State: String, Sendable {
        case fine
        /// It works, and could go wrong.
        case doubtful
        /// It does not work, or is not safe.
        case wrong
    }

    /// What was looked at.
    var name: String
    var state: State
    /// What was seen.
    var detail: String
    /// What to do, unless it is fine.
    var remedy: String?

    static func fine(_ name: String, _ detail: String) -> Finding {
        Finding(name: name, state: .fine, detail: detail)
    }

    static func doubtful(_ name: String, _ detail: String, remedy: String) -> Finding {
        Finding(name: name, state: .doubtful, detail: detail, remedy: remedy)
    }

    static func wrong(_ name: String, _ detail: String, remedy: String) -> Finding {
        Finding(name: name, state: .wrong, detail: detail, remedy: remedy)
    }

    var json: JSONValue {
        var object: JSONObject = ["name": .string(name), "state": .string(state.rawValue), "detail": .string(detail)]
        if let remedy { object["remedy"] = .string(remedy) }
        return .object(object)
    }

    /// One line, and a second one for what to do.
    var text: String {
        let mark =
            switch state {
            case .fine: "ok   "
            case .doubtful: "look "
            case .wrong: "WRONG"
            }
        return "\(mark)  \(name): \(detail.printable)\n" + (remedy.map { "       → \($0.printable)\n" } ?? "")
    }
}
