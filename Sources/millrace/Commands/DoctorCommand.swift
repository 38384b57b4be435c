import ArgumentParser
import Configuration
import Engine
import JSON

/// `millrace doctor`: looks at everything that an engine needs.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check settings, permissions, disk, clock, libraries and the engine, and say what to do.",
        discussion: """
            Changes nothing. It exits with 1 if anything is wrong, and with 0 if it is fine or merely worth a look. Run it as the \
            user that the engine runs as.

            Where nothing names a data directory, it looks at ./millrace-data, and without one at that of the installation, \
            /var/lib/millrace with the settings of /etc/millrace/millrace.json.

            Examples:
              sudo -u millrace millrace doctor
              millrace doctor --data ./millrace-data
              millrace doctor --json | jq '.findings[] | select(.state != "fine")'
            """
    )

    @Option(help: "The data directory; else $MILLRACE_DATA, else that of the settings.")
    var data: String?

    @Option(help: "The JSON file with settings; else $MILLRACE_CONFIG.")
    var config: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let findings = await examine()
        if connection.json {
            let isWell = !findings.contains { $0.state == .wrong }
            let result: JSONValue = ["ok": .bool(isWell), "findings": .array(findings.map(\.json))]
            Output.write(JSONWriter.pretty(result) + "\n")
        } else {
            Output.write(findings.map(\.text).joined())
        }
        if findings.contains(where: { $0.state == .wrong }) { throw CommandError.someRefused }
    }

    private func examine() async -> [Finding] {
        var findings: [Finding] = []
        let installation = installation
        var folder = data ?? Environment.text("MILLRACE_DATA") ?? installation?.data ?? DefaultPaths.data
        var socket: String?
        do {
            var flags: ServeSettings.Flags = [:]
            if let data { flags["data"] = .init(stringLiteral: data) }
            let settings = try await ServeSettings.read(
                flags,
                file: config ?? Environment.text("MILLRACE_CONFIG") ?? installation?.settings,
                folder: folder
            )
            (folder, socket) = (settings.engine.folder, settings.socket)
            findings.append(.fine("settings", settings.engine.publishing == nil ? "without other networks" : "whole"))
        } catch {
            findings.append(
                .wrong("settings", "\(error)", remedy: "Mend the settings: millrace serve --help has them.")
            )
        }
        findings += FolderChecks(folder: folder).findings + SystemChecks().findings
        let asked = connection.socket ?? Environment.text("MILLRACE_SOCKET") ?? (data == nil ? nil : socket)
        return findings + (await EngineChecks(socket: asked ?? connection.path).findings())
    }

    /// The installation, if it is what is meant: nothing names a data directory, and none is here.
    private var installation: (data: String, settings: String?)? {
        guard data == nil, Environment.text("MILLRACE_DATA") == nil, !DefaultPaths.isThere(DefaultPaths.data),
            let found = DefaultPaths.installation, [found.data, found.settings].contains(where: DefaultPaths.isThere)
        else { return nil }
        return (found.data, DefaultPaths.isThere(found.settings) ? found.settings : nil)
    }
}
