public import JSON

/// One call, as JSON-RPC 2.0 has it with named parameters.
public struct Request: Sendable, Hashable {
    /// Names the answer; nil for a notification, which gets none.
    public var id: RequestID?
    /// `stream.read`.
    public var method: String
    /// The named parameters; empty if there were none.
    public var parameters: Parameters

    /// Says it in full.
    public init(id: RequestID?, method: String, parameters: Parameters = Parameters(JSONObject())) {
        self.id = id
        self.method = method
        self.parameters = parameters
    }

    /// Appends the request as one line, newline included (what a client sends).
    public func append(to bytes: inout [UInt8]) {
        JSONWriter.append(literal: #"{"jsonrpc":"2.0","#, to: &bytes)
        if let id {
            JSONWriter.append(literal: #""id":"#, to: &bytes)
            id.append(to: &bytes)
            bytes.append(UInt8(ascii: ","))
        }
        JSONWriter.append(literal: #""method":"#, to: &bytes)
        JSONWriter.append(method, to: &bytes)
        JSONWriter.append(literal: #","params":"#, to: &bytes)
        JSONWriter.append(parameters.object, to: &bytes)
        JSONWriter.append(literal: "}\n", to: &bytes)
    }
}
