import ArgumentParser
import Glibc
import RPC

/// The command line: one file a verb, in Commands.
@main
struct Millrace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "millrace",
        abstract: "A stream engine for diaspora* pods.",
        discussion: """
            A pod hands the engine what happens, and asks it for what people read. Begin with
              millrace serve --data ./millrace-data
            and, in another terminal,
              millrace attach changes.ndjson
              millrace stream public

            \(ExitStatus.help)
            """,
        version: RPC.version,
        subcommands: [
            ServeCommand.self,
            AttachCommand.self,
            StreamCommand.self,
            SearchCommand.self,
            PostCommand.self,
            PhotoCommand.self,
            StatusCommand.self,
            MetricsCommand.self,
            BookmarkCommand.self,
            VerifyCommand.self,
            DoctorCommand.self,
            ReindexCommand.self,
            PurgeCommand.self,
            BackupCommand.self,
            ReferenceCommand.self,
            CorpusCommand.self,
            DemoCommand.self,
            MediaWorkerCommand.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let (text, status) = ExitStatus.of(error)
            if !text.isEmpty { status == .ok ? Output.write(text + "\n") : Output.complain(text + "\n") }
            Glibc.exit(status.rawValue)
        }
    }
}
