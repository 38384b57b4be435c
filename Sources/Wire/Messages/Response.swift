public import JSON

/// Appends what the engine sends: answers and notifications, a line each.
///
/// A result is appended between `open` and `close`, so that a page is spliced
/// into the output itself:
///
///     Response.open(id, to: &out)    // {"jsonrpc":"2.0","id":1,"result":
///     out.append(contentsOf: page)
///     Response.close(to: &out)       // }
///
/// In a batch the lines become elements: see ``Response/Batch``.
public enum Response {
    /// Begins the answer to a request that succeeded.
    public static func open(_ id: RequestID, to bytes: inout [UInt8]) {
        JSONWriter.append(literal: #"{"jsonrpc":"2.0","id":"#, to: &bytes)
        id.append(to: &bytes)
        JSONWriter.append(literal: #","result":"#, to: &bytes)
    }

    /// Begins a notification, whose parameters follow.
    public static func openNotification(_ method: String, to bytes: inout [UInt8]) {
        JSONWriter.append(literal: #"{"jsonrpc":"2.0","method":"#, to: &bytes)
        JSONWriter.append(method, to: &bytes)
        JSONWriter.append(literal: #","params":"#, to: &bytes)
    }

    /// Ends what was opened, and the line.
    public static func close(to bytes: inout [UInt8]) { JSONWriter.append(literal: "}\n", to: &bytes) }

    /// Appends a whole answer with a result.
    public static func append(_ result: JSONValue, id: RequestID, to bytes: inout [UInt8]) {
        open(id, to: &bytes)
        JSONWriter.append(result, to: &bytes)
        close(to: &bytes)
    }

    /// Appends a whole answer with a fault.
    public static func append(_ fault: RPCFault, id: RequestID, to bytes: inout [UInt8]) {
        JSONWriter.append(literal: #"{"jsonrpc":"2.0","id":"#, to: &bytes)
        id.append(to: &bytes)
        JSONWriter.append(literal: #","error":"#, to: &bytes)
        JSONWriter.append(fault.json, to: &bytes)
        close(to: &bytes)
    }

    /// The answers to a batch, which go out as one array on one line.
    public struct Batch: Sendable {
        private var bytes: [UInt8] = []

        /// No answers yet.
        public init() {}

        /// Adds one answer, the line that this enum's functions appended for it.
        public mutating func add(_ line: [UInt8]) {
            bytes.append(bytes.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            bytes.append(contentsOf: line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...])
        }

        /// Appends the array; nothing if all were notifications.
        public func append(to output: inout [UInt8]) {
            guard !bytes.isEmpty else { return }
            output.append(contentsOf: bytes)
            JSONWriter.append(literal: "]\n", to: &output)
        }
    }
}
