/// The `reason` words of the faults that messages themselves can have; `rpc.discover` lists them.
public enum FaultReason: String, Sendable, Hashable, CaseIterable {
    /// The line is not JSON.
    case notJSON = "not_json"
    /// JSON, but not a request.
    case notARequest = "not_a_request"
    /// Parameters in an array.
    case positionalParameters = "positional_parameters"
    /// A line longer than the limit.
    case tooLarge = "too_large"
    /// No method of that name.
    case unknownMethod = "unknown_method"
    /// A parameter that must be there is not.
    case missing
    /// A parameter of another JSON type.
    case wrongType = "wrong_type"
    /// A number outside its range.
    case outOfRange = "out_of_range"
    /// A text of too many code points.
    case tooLong = "too_long"
    /// An array of too many elements.
    case tooMany = "too_many"
    /// An array of too few elements.
    case tooFew = "too_few"
    /// A text that must not be empty.
    case empty
    /// Not one of the words allowed.
    case unknownValue = "unknown_value"
    /// No such parameter.
    case unknownParameter = "unknown_parameter"
    /// A parameter of the contract that this engine does not keep yet.
    case unsupportedParameter = "unsupported_parameter"
    /// Not a diaspora* ID.
    case invalidID = "invalid_id"
    /// Not a GUID.
    case invalidGUID = "invalid_guid"
    /// Not an ISO 8601 time.
    case invalidTime = "invalid_time"
    /// Not an `http`, `https` or relative URL with a path.
    case invalidURL = "invalid_url"
    /// Not a date `yyyy-mm-dd`.
    case invalidDate = "invalid_date"
    /// A text with a character that must not stand in it.
    case invalidText = "invalid_text"
    /// A part of an entity names another author than its whole.
    case otherAuthor = "other_author"
    /// A message of another conversation than the one it is sent in.
    case otherConversation = "other_conversation"
    /// One of two properties that come together.
    case incompletePair = "incomplete_pair"
    /// Properties that exclude each other.
    case contradiction
    /// No such `op`.
    case unknownOp = "unknown_op"
    /// No such type of entity.
    case unknownType = "unknown_type"
    /// A cursor that no engine made.
    case invalidCursor = "invalid_cursor"
    /// A cursor of a walk with other parameters.
    case cursorMismatch = "cursor_mismatch"
    /// A fault of the engine's own.
    case internalFault = "internal"
    /// A queue is full.
    case busy
    /// `at_least` was not reached in time.
    case notYet = "not_yet"
    /// Not there, or not for this viewer.
    case notFound = "not_found"
}
