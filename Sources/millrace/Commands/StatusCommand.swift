import ArgumentParser
import JSON
import Wire

/// `millrace status`: shows how the engine is.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how the engine is: counts, queues, lags, memory.",
        discussion: """
            Examples:
              millrace status
              millrace status --json | jq .counts
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let status = try await connection.call("engine.status", [:])
        if connection.json { return Output.write(JSONWriter.pretty(status) + "\n") }
        Output.write(Self.lines(status).joined(separator: "\n") + "\n")
    }

    /// Two columns: a name with its path, and a number.
    private static func lines(_ status: JSONValue) -> [String] {
        var rows: [(String, String)] = []
        func walk(_ value: JSONValue, _ path: String) {
            switch value {
            case .object(let object):
                for member in object.members {
                    walk(member.value, path.isEmpty ? member.name : path + "." + member.name)
                }
            case .integer(let number): rows.append((path, path.hasSuffix("_bytes") ? number.bytes : number.grouped))
            case .number(let number): rows.append((path, "\((number * 10).rounded() / 10)"))
            case .string(let text): rows.append((path, text.printable))
            case .null, .bool, .array: break
            }
        }
        walk(status, "")
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, value in name + String(repeating: " ", count: width - name.count + 2) + value }
    }
}

extension Int64 {
    /// As a person reads a number of bytes.
    fileprivate var bytes: String {
        self < 1 << 20 ? "\(grouped) bytes" : "\(((Double(self) / 1_048_576) * 10).rounded() / 10) MiB"
    }
}
