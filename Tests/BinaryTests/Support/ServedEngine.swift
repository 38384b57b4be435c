import Foundation
import RPC
import TestSupport
import Testing

/// The real program, serving a data directory on a socket of its own.
final class ServedEngine {
    let folder: ScratchFolder
    let process = Process()
    let socket: String
    private let errors = Pipe()

    /// Starts it and waits until it answers; the folder may hold the data of one that ran before.
    init(in folder: ScratchFolder, arguments: [String] = [], environment: [String: String] = [:]) async throws {
        self.folder = folder
        socket = folder.path + "/millrace.sock"
        process.executableURL = productsDirectory.appendingPathComponent("millrace")
        process.arguments = ["serve", "--data", folder.path, "--socket", socket, "--log-level", "error"] + arguments
        // Nothing that this machine is set up with leads a test's requests elsewhere.
        let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.lowercased().hasSuffix("_proxy") }
        process.environment = inherited.merging(environment) { $1 }
        process.standardError = errors
        try process.run()
        var isReady = false
        while !isReady {
            do {
                await (try RPCClient.connect(to: socket)).close()
                isReady = true
            } catch {
                try #require(process.isRunning, "millrace ended: \(said)")
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    convenience init() async throws { try await self.init(in: ScratchFolder()) }

    deinit { if process.isRunning { kill9() } }

    /// A connection whose calls wait as long as a slow machine needs.
    func client() async throws -> RPCClient { try await RPCClient.connect(to: socket, deadline: 600_000) }

    /// What it wrote to its standard error, once it has ended.
    private var said: String { String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }

    /// Ends it as the kernel ends what misbehaves.
    func kill9() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to stop, and gives its exit status.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
