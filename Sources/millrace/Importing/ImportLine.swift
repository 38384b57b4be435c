import JSON
import Wire

/// What stands on a line of an import.
enum ImportLine {
    /// Changes of `pod.apply`, as objects.
    case changes([JSONValue])
    /// Parameters of `federation.receive`.
    case envelope(JSONObject)
    /// Nothing.
    case blank

    /// Reads a line; throws the fault that the engine would have answered.
    init(_ bytes: [UInt8]) throws(RPCFault) {
        guard bytes.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) else {
            self = .blank
            return
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(bytes) } catch { throw .notJSON(error) }
        guard let object = value.object else { throw .notARequest("A line is an object.") }
        if object["op"] != nil {
            self = .changes([value])
        } else if let changes = object["changes"] {
            guard let changes = changes.array else { throw .wrongType("changes", wanted: "an array") }
            self = .changes(changes)
        } else if object["envelope"] != nil || object["envelope_base64"] != nil {
            self = .envelope(object)
        } else {
            throw .missing("op, changes or envelope")
        }
        // What has the wrong shape would fail its whole batch, so it is told here.
        guard case .changes(let changes) = self else { return }
        for (index, change) in changes.enumerated() {
            do throws(RPCFault) { _ = try ChangeJSON.read(change, index: index) } catch {
                if error.code == .invalidParameters { throw error }
            }
        }
    }
}
