import Wire

extension FaultReason {
    /// What the word means, for `rpc.discover`.
    var meaning: String {
        switch self {
        case .notJSON: "The line is not JSON."
        case .notARequest: "JSON, but not a request."
        case .positionalParameters: "Parameters in an array."
        case .tooLarge: "A line, or an envelope, longer than the limit."
        case .unknownMethod: "No method of that name."
        case .missing: "A parameter that must be there is not."
        case .wrongType: "A parameter of another JSON type."
        case .outOfRange: "A number outside its range."
        case .tooLong: "A text of too many code points."
        case .tooMany: "An array of too many elements."
        case .tooFew: "An array of too few elements."
        case .empty: "A text that must not be empty."
        case .unknownValue: "Not one of the words allowed."
        case .unknownParameter: "No such parameter."
        case .unsupportedParameter: "A parameter of the contract that this engine does not keep yet."
        case .invalidID: "Not a diaspora* ID."
        case .invalidGUID: "Not a GUID."
        case .invalidTime: "Not an ISO 8601 time."
        case .invalidURL: "Not an http, https or relative URL with a path."
        case .invalidDate: "Not a date yyyy-mm-dd."
        case .invalidText: "A text with a character that must not stand in it."
        case .otherAuthor: "A part of an entity names another author than its whole."
        case .otherConversation: "A message of another conversation than the one it is sent in."
        case .incompletePair: "One of two properties that come together."
        case .contradiction: "Parameters or properties that exclude each other."
        case .unknownOp: "No such op."
        case .unknownType: "No such type of entity."
        case .invalidCursor: "A cursor that no engine made."
        case .cursorMismatch: "A cursor of a walk with other parameters."
        case .internalFault: "A fault of the engine's own; its log says more."
        case .busy: "A queue is full, or the engine is stopping."
        case .notYet: "at_least was not reached in time."
        case .notFound: "Not there, or not for this viewer."
        }
    }
}
