public import JSON

/// What stands on one line that a client sent.
public enum RequestLine: Sendable, Hashable {
    /// One message.
    case single(Incoming)
    /// Several, to be answered together; never empty.
    case batch([Incoming])

    /// A message, or what is wrong with it.
    public enum Incoming: Sendable, Hashable {
        /// To be done.
        case request(Request)
        /// To be answered with the fault; `null` is the ID where none could be read.
        case invalid(RPCFault, id: RequestID)
    }

    /// Reads a line, with or without its newline.
    public static func decode(_ bytes: Span<UInt8>, limits: JSONLimits = .standard) -> RequestLine {
        do throws(JSONError) {
            var scanner = JSONScanner(limits: limits)
            let line: RequestLine
            if try scanner.next(bytes) == UInt8(ascii: "[") {
                line = try batch(&scanner, bytes)
            } else {
                line = .single(try incoming(&scanner, bytes))
            }
            try scanner.end(bytes)
            return line
        } catch {
            return .single(.invalid(.notJSON(error), id: .null))
        }
    }

    /// Reads a line, with or without its newline.
    public static func decode(_ bytes: [UInt8], limits: JSONLimits = .standard) -> RequestLine {
        decode(bytes.span, limits: limits)
    }

    private static func batch(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>) throws(JSONError) -> RequestLine {
        guard try scanner.open(until: "]", bytes) else {
            return .single(.invalid(.notARequest("An empty batch."), id: .null))
        }
        var all: [Incoming] = []
        repeat { all.append(try incoming(&scanner, bytes)) } while try scanner.hasMore(until: "]", bytes)
        scanner.leave()
        return .batch(all)
    }

    private static func incoming(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>) throws(JSONError) -> Incoming {
        guard try scanner.next(bytes) == UInt8(ascii: "{") else {
            _ = try scanner.value(bytes)
            return .invalid(.notARequest("A request is an object."), id: .null)
        }
        var parts = RequestParts()
        guard try scanner.open(until: "}", bytes) else { return parts.incoming }
        repeat {
            _ = try scanner.next(bytes)
            let start = scanner.offset
            let name = try scanner.name(bytes)
            guard parts.take(name, try scanner.value(bytes)) else { throw .duplicateName(name, at: start) }
        } while try scanner.hasMore(until: "}", bytes)
        scanner.leave()
        return parts.incoming
    }
}

/// The members of a request while it is read; others than JSON-RPC's own are passed over.
private struct RequestParts {
    private var version: JSONValue?
    private var id: JSONValue?
    private var method: JSONValue?
    private var parameters: JSONValue?
    private var others: Set<String> = []

    /// Keeps a member; false if there was one of that name.
    mutating func take(_ name: String, _ value: JSONValue) -> Bool {
        switch name {
        case "jsonrpc": Self.set(&version, value)
        case "id": Self.set(&id, value)
        case "method": Self.set(&method, value)
        case "params": Self.set(&parameters, value)
        default: others.insert(name).inserted
        }
    }

    private static func set(_ part: inout JSONValue?, _ value: JSONValue) -> Bool {
        guard part == nil else { return false }
        part = value
        return true
    }

    var incoming: RequestLine.Incoming {
        let requestID = id.flatMap(RequestID.init)
        func invalid(_ fault: RPCFault) -> RequestLine.Incoming { .invalid(fault, id: requestID ?? .null) }
        guard version?.string == "2.0" else { return invalid(.notARequest(#""jsonrpc" is not "2.0"."#)) }
        guard id == nil || requestID != nil else {
            return invalid(.notARequest(#""id" is a number, null or a string of at most \#(RequestID.longest) bytes."#))
        }
        guard let method = method?.string else { return invalid(.notARequest(#""method" is no string."#)) }
        switch parameters {
        case nil: return .request(Request(id: requestID, method: method))
        case .object(let object):
            return .request(Request(id: requestID, method: method, parameters: Parameters(object)))
        case .array: return invalid(.notARequest("Parameters are named, not positional.", .positionalParameters))
        default: return invalid(.notARequest(#""params" is no object."#))
        }
    }
}
