import ArgumentParser
import Media

/// `millrace media-worker`: what the engine starts to decode photos in; nobody else needs it.
struct MediaWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "media-worker",
        abstract: "Decode photos for an engine, on standard input and output.",
        discussion: """
            The engine starts it. It sets limits on itself, gives up all files but the photos' folder, sockets and other \
            programs as far as the kernel lets it, and ends when its input does.
            """,
        shouldDisplay: false
    )

    @Option(help: "Where photos are stored.")
    var folder: String

    @Option(help: "Bytes of memory that a photo may take.")
    var memory: Int

    func run() throws {
        try MediaWorker.serve(folder: folder, memory: memory)
    }
}
