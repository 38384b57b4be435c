import ArgumentParser
import JSON
import Wire

/// `millrace verify`: compares the ledger and its views while the engine serves.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare the ledger with all that was made from it, while the engine serves.",
        discussion: """
            Checks the ledger's file and counters, the index of streams post by post, list by list and user by user, and \
            the search index text by text. It exits with 1 if anything differs. A view that differs is made anew by a \
            restart (streams), or by `millrace reindex` (search); please report it.

            Example:
              millrace verify && echo fine
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let result = try await connection.call("engine.verify", ["deadline_ms": 600_000])
        guard let isFine = result["ok"]?.bool, let findings = result["findings"]?.array else {
            throw CommandError.unexpectedAnswer("engine.verify")
        }
        if connection.json {
            Output.write(JSONWriter.pretty(result) + "\n")
        } else {
            Output.write(Self.lines(result, findings).joined(separator: "\n") + "\n")
        }
        if !isFine { throw CommandError.someRefused }
    }

    private static func lines(_ result: JSONValue, _ findings: [JSONValue]) -> [String] {
        let checked = (result["checked"]?.object?.members ?? []).map { member in
            "\((member.value.integer ?? 0).grouped) \(member.name)"
        }
        let count = result["count"]?.integer ?? 0
        let verdict = count == 0 ? "everything agrees" : "\(count.grouped) differences"
        var lines = ["\(checked.joined(separator: ", ")) compared: \(verdict)"]
        lines += findings.map { finding in
            ["part", "fault", "guid", "person", "detail"].compactMap { finding[$0]?.string?.printable }
                .joined(separator: "  ")
        }
        if count > findings.count { lines.append("and \((count - Int64(findings.count)).grouped) more") }
        return lines
    }
}
