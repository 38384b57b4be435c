import ArgumentParser
import Engine
import Ledger
import Logging
import NIOPosix
import RPC

/// `millrace demo`: the whole of it in one go.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show what Millrace does: a generated world, its streams, a search, thumbnails.",
        discussion: """
            Starts an engine in a directory of its own, attaches a simulated pod to its socket, which sends all that \
            happened in a generated world, shows what somebody would read there, and goes on serving until Ctrl-C.

            Keys and pictures are made once; the engine's data is made anew each time.

            Examples:
              millrace demo
              millrace demo --seed 7 --once
            """
    )

    @Option(help: "The directory, made if missing.")
    var data = "./millrace-demo"

    @Option(help: "Which world.")
    var seed: UInt64 = 1

    @Flag(help: "End after the show instead of serving.")
    var once = false

    func run() async throws {
        let signals = StopSignals()
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .warning
            return handler
        }
        let folder = try DemoFolder(data)
        do { try folder.clear() } catch let error as LedgerError { throw EngineError.ledger(error) }
        let log = Logger(label: "millrace")
        let engine = try await Engine.open(
            EngineConfiguration(folder: folder.engine),
            on: MultiThreadedEventLoopGroup.singleton.next(),
            log: log
        )
        do {
            let server = try await RPCServer.start(engine, socket: folder.socket, log: log)
            do {
                try await show(folder, until: signals)
            } catch {
                await server.stop()
                throw error
            }
            await server.stop()
        } catch {
            await engine.stop()
            throw error
        }
        await engine.stop()
    }

    /// The show, then serving; a signal ends either.
    private func show(_ folder: DemoFolder, until signals: StopSignals) async throws {
        let (seed, first) = (seed, signals.first)
        try await withThrowingTaskGroup(of: Ending.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                var demo = Demo(folder, seed: seed)
                do { try await demo.run() } catch is CancellationError {}
                return .shown
            }
            group.addTask {
                for await _ in first { break }
                return .signal
            }
            guard try await group.next() == .shown, !once else { return }
            Output.write(Self.invitation(folder))
            _ = try await group.next()
        }
    }

    private enum Ending { case shown, signal }

    /// What starts this program from anywhere: its path, unless it was found by its name.
    private static var program: String {
        let name = CommandLine.arguments.first ?? "millrace"
        return name.contains("/") ? Environment.absolute(name) : name
    }

    private static func invitation(_ folder: DemoFolder) -> String {
        """

        The engine serves on \(folder.socket)
        Try in another terminal:
          export MILLRACE_SOCKET=\(folder.socket)
          \(program) stream public
          \(program) search '#music'
          \(program) status
        Ctrl-C ends it.

        """
    }
}
