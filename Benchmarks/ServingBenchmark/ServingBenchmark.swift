import Engine
import Foundation
import Logging
import NIOCore
import NIOPosix
import RPC
import SocialModel

// What a home page costs over the socket, beside servers that do nothing but send as many bytes: a blocking thread and a
// bare SwiftNIO handler. All in one run, one after the other, again and again, because the machine is noisy.
//
//   millrace corpus --size large --ledger DIR
//   taskset -c 1 swift run -c release ServingBenchmark DIR

@main
enum ServingBenchmark {
    static func main() async throws {
        guard let folder = CommandLine.arguments.dropFirst().first else {
            print("usage: ServingBenchmark DIR   (a data directory, as `millrace corpus --ledger DIR` makes it)")
            exit(64)
        }
        let clock = ContinuousClock()
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        var quiet = Logger(label: "benchmark")
        quiet.logLevel = .critical
        let log = quiet
        let opening = clock.now
        let engine = try await Engine.open(EngineConfiguration(folder: folder), on: loop, log: log)
        let status = try await engine.status()
        print("opened \(status.indexedPosts) posts in \(clock.now - opening), \(Memory.resident() >> 20) MiB resident")

        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("millrace-serving-\(getpid())").path
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let server = try await RPCServer.start(engine, socket: scratch + "/engine.sock", log: log)

        print(
            "                                          first page     page, warm: microseconds, median of \(Rounds.count)"
        )
        print(
            "viewer          contacts    bytes    cold     thread echo   NIO echo   engine   in process    Redis   "
                + "x thread   x NIO  x Redis"
        )
        for viewer in try Viewers.typical(folder) {
            let line = Array((Self.request(viewer.id) + "\n").utf8)
            let engineClient = try LineClient(scratch + "/engine.sock")
            let cold = clock.now
            let answer = try engineClient.ask(line)
            let coldTime = clock.now - cold

            // The same number of bytes, prebuilt, from servers that look at nothing but the newline.
            let blocking = try BlockingEcho(scratch + "/thread-\(viewer.contacts).sock", answer: answer)
            let bare = try await NIOEcho.start(scratch + "/nio-\(viewer.contacts).sock", answer: answer, on: loop)
            let clientPaths = [
                blocking.path, scratch + "/nio-\(viewer.contacts).sock", scratch + "/engine.sock",
            ]
            let clients = [try LineClient(clientPaths[0]), try LineClient(clientPaths[1]), engineClient]
            let redis = try RedisPattern(in: scratch, items: 15, bytes: answer.count)
            var rounds = Rounds(kinds: redis == nil ? 3 : 4)
            try rounds.run { kind in if kind < 3 { _ = try clients[kind].ask(line) } else { try redis?.ask() } }
            redis?.stop()
            let inside = try await Self.inProcess(engine, viewer.id)
            let times = rounds.medians + (redis == nil ? [.nan] : [])
            print(
                viewer.id.text.padding(toLength: 16, withPad: " ", startingAt: 0)
                    + String(
                        format: "%8d %8d %7.0f %14.1f %10.1f %8.1f %12.1f %8.1f %10.2f %7.2f %8.2f",
                        viewer.contacts,
                        answer.count,
                        coldTime.microseconds,
                        times[0],
                        times[1],
                        times[2],
                        inside,
                        times[3],
                        times[2] / times[0],
                        times[2] / times[1],
                        times[2] / times[3]
                    )
            )
            print("                ", try Crowd.line(line, paths: clientPaths))
            try await bare.close()
        }
        await server.stop()
        await engine.stop()
    }

    private static func request(_ viewer: DiasporaID) -> String {
        #"{"jsonrpc":"2.0","id":1,"method":"stream.read","params":{"viewer":"\#(viewer)","stream":"home"}}"#
    }

    /// The same page without socket and JSON request: the index asked, the cards spliced.
    private static func inProcess(_ engine: Engine, _ viewer: DiasporaID) async throws -> Double {
        try await engine.medianOfHomePages(viewer)
    }
}

extension Engine {
    fileprivate func medianOfHomePages(_ viewer: DiasporaID) throws -> Double {
        var rounds = Rounds(kinds: 1)
        var output: [UInt8] = []
        try rounds.run { _ in
            output.removeAll(keepingCapacity: true)
            var reading = try begin(StreamRequest(viewer: viewer, stream: .home))
            while try advance(&reading, into: &output) == nil {}
        }
        return rounds.medians[0]
    }
}
