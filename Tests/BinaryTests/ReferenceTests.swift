import Foundation
import JSON
import TestSupport
import Testing

/// What is written about the program says what the program has.
@Suite struct ReferenceTests {
    private static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.top.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func theReferenceIsThatOfTheMethodTable() throws {
        let printed = try millrace("reference")
        #expect(printed.status == 0)
        #expect(
            try text("Docs/rpc-reference.md") == printed.output,
            "Docs/rpc-reference.md is old: millrace reference > Docs/rpc-reference.md"
        )
    }

    /// Every verb and every flag of each, as the program itself tells them.
    @Test func theManualHasEveryVerbAndEveryFlag() throws {
        let manual = try manual().replacing("\\-", with: "-")
        let help = try JSONParser.parse(try millrace("--experimental-dump-help").output)
        for verb in try #require(help["command"]?["subcommands"]?.array) {
            let name = try #require(verb["commandName"]?.string)
            guard name != "help", verb["shouldDisplay"]?.bool != false else { continue }
            let after = try #require(
                manual.components(separatedBy: "\n.SS millrace \(name)").dropFirst().first,
                "\(name)"
            )
            let section = after.components(separatedBy: "\n.S").first ?? ""
            for argument in verb["arguments"]?.array ?? [] where argument["shouldDisplay"]?.bool != false {
                for long in argument["names"]?.array ?? [] where long["kind"]?.string == "long" {
                    let flag = "--" + (try #require(long["name"]?.string))
                    #expect(
                        (["--help", "--version"].contains(flag) ? manual : section).contains(flag),
                        "\(name) \(flag)"
                    )
                }
            }
        }
        // A line that begins with a dot is a command; these are all that the page has.
        for line in manual.split(separator: "\n") where line.hasPrefix(".") {
            let command = line.prefix { $0 != " " }
            #expect(
                [".TH", ".nh", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".nf", ".fi", ".RS", ".RE"].contains(command)
            )
        }
    }

    private func manual() throws -> String {
        let outcome = try Program.run(Self.top.appendingPathComponent("Packaging/manual").path, [millraceProgram])
        try #require(outcome.status == 0)
        return outcome.text
    }
}
