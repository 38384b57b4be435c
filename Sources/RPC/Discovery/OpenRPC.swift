import JSON
import Wire

/// Writes the method table as an OpenRPC 1.3 document.
enum OpenRPC {
    static func document(_ table: MethodTable) -> JSONObject {
        let reasons = reasons(table)
        return [
            "openrpc": "1.3.2",
            "info": [
                "title": "Millrace", "version": .string(RPC.version),
                "description": "A stream engine for diaspora* pods. One JSON object a line on a Unix socket.",
            ],
            "methods": .array(table.methods.map { .object(describe($0)) }),
            "components": [
                "errors": .object(JSONObject(RPCFault.Code.allCases.map { (key($0), describe($0)) })),
                "schemas": [
                    "Reason": ["type": "string", "enum": .array(reasons.map { .string($0.word) })],
                    "Fault": fault,
                ],
            ],
            "x-reasons": .object(JSONObject(reasons.map { ($0.word, .string($0.meaning)) })),
        ]
    }

    // MARK: - Methods

    private static func describe(_ method: Method) -> JSONObject {
        [
            "name": .string(method.name),
            "summary": .string(method.summary),
            "paramStructure": "by-name",
            "params": .array(method.allParameters.map(describe)),
            "result": ["name": "result", "description": .string(method.result), "schema": ["type": "object"]],
            "errors": .array(
                RPCFault.Code.allCases.map { ["$ref": .string("#/components/errors/\(key($0))")] }
            ),
            "x-reasons": .array(method.reasons.map { .string($0.word) }),
        ]
    }

    private static func describe(_ parameter: MethodParameter) -> JSONValue {
        [
            "name": .string(parameter.name),
            "description": .string(parameter.summary),
            "required": .bool(parameter.isRequired),
            "schema": parameter.schema,
        ]
    }

    // MARK: - Faults

    private static func key(_ code: RPCFault.Code) -> String { code.message.replacing(" ", with: "") }

    private static func describe(_ code: RPCFault.Code) -> JSONValue {
        [
            "code": .integer(Int64(code.rawValue)), "message": .string(code.message),
            "data": ["$ref": "#/components/schemas/Fault"],
        ]
    }

    private static let fault: JSONValue = [
        "type": "object",
        "required": ["reason", "retryable", "detail"],
        "properties": [
            "reason": ["$ref": "#/components/schemas/Reason"],
            "retryable": ["type": "boolean"],
            "detail": ["type": "string", "description": "One sentence for a person."],
            "field": ["type": "string", "description": "The parameter at fault."],
            "index": ["type": "integer", "description": "The change at fault, by its place in `changes`."],
        ],
    ]

    /// Every word once, those of messages first.
    private static func reasons(_ table: MethodTable) -> [Reason] {
        let common = FaultReason.allCases.map { Reason($0.rawValue, $0.meaning) } + [.deadline]
        var seen: Set<String> = []
        return (common + table.methods.flatMap(\.reasons)).filter { seen.insert($0.word).inserted }
    }
}
