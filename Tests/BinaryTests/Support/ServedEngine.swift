import Foundation
import RPC
import TestSupport
import Testing

/// The real program, serving a data directory on a socket of its own.
final class ServedEngine {
    let folder: ScratchFolder
    let program: Program
    let socket: String
    /// What it complains of: in a file, as a pipe that nobody reads would hold it up.
    private let errors: UnnamedFile

    /// Starts it and waits until it answers; the folder may hold the data of one that ran before.
    init(in folder: ScratchFolder, arguments: [String] = [], environment: [String: String] = [:]) async throws {
        self.folder = folder
        socket = folder.path + "/millrace.sock"
        errors = try UnnamedFile()
        // Nothing that this machine is set up with leads a test's requests elsewhere.
        let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.lowercased().hasSuffix("_proxy") }
        program = try Program(
            millraceProgram,
            ["serve", "--data", folder.path, "--socket", socket, "--log-level", "error"] + arguments,
            environment: inherited.merging(environment) { $1 },
            Program.Files(errors: errors.descriptor)
        )
        var isReady = false
        while !isReady {
            do {
                await (try RPCClient.connect(to: socket)).close()
                isReady = true
            } catch {
                try #require(program.isRunning, "millrace ended: \(said)")
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    convenience init() async throws { try await self.init(in: ScratchFolder()) }

    deinit { kill9() }

    /// A connection whose calls wait as long as a slow machine needs.
    func client() async throws -> RPCClient { try await RPCClient.connect(to: socket, deadline: 600_000) }

    /// What it wrote to its standard error.
    private var said: String { String(decoding: errors.bytes, as: UTF8.self) }

    /// Ends it as the kernel ends what misbehaves.
    func kill9() {
        program.signal(SIGKILL)
        program.wait()
    }

    /// Asks it to stop, and gives its exit status.
    func stop() -> Int32 {
        program.signal(SIGTERM)
        return program.wait()
    }
}
