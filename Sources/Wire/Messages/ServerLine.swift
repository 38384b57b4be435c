public import JSON

/// What stands on one line that the engine sent, for its clients.
public enum ServerLine: Sendable, Hashable {
    /// An answer with a result.
    case result(JSONValue, id: RequestID)
    /// An answer with a fault.
    case fault(RPCFault, id: RequestID)
    /// A notification.
    case notification(method: String, parameters: JSONObject)

    /// Reads a line; throws ``ServerLineError`` if the engine cannot have sent it.
    public static func decode(
        _ bytes: Span<UInt8>,
        limits: JSONLimits = .standard
    ) throws(ServerLineError) -> ServerLine {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(bytes, limits: limits)
        } catch {
            throw .json(error)
        }
        guard let object = value.object, object["jsonrpc"]?.string == "2.0" else { throw .notAnAnswer }
        if let method = object["method"]?.string {
            return .notification(method: method, parameters: object["params"]?.object ?? JSONObject())
        }
        guard let id = object["id"].flatMap(RequestID.init) else { throw .notAnAnswer }
        if let result = object["result"] { return .result(result, id: id) }
        guard let fault = object["error"].flatMap(RPCFault.init(json:)) else { throw .notAnAnswer }
        return .fault(fault, id: id)
    }
}

/// Why a client cannot read what it received.
public enum ServerLineError: Error, Sendable, Hashable {
    /// The line is not JSON.
    case json(JSONError)
    /// JSON, but neither answer nor notification.
    case notAnAnswer
}

extension RPCFault {
    /// Reads the `error` member of an answer; nil if it is not one of the contract's.
    public init?(json: JSONValue) {
        guard let code = json["code"]?.integer.flatMap({ Code(rawValue: Int($0)) }), let data = json["data"]?.object,
            let reason = data["reason"]?.string, let retryable = data["retryable"]?.bool
        else { return nil }
        self.init(
            code,
            reason: reason,
            retryable: retryable,
            detail: data["detail"]?.string ?? "",
            field: data["field"]?.string,
            index: data["index"]?.integer.map(Int.init)
        )
        newest = data["newest"]?.integer.map { UInt64(clamping: $0) }
    }
}
