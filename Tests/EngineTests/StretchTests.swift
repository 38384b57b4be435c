import Ledger
import Logging
import NIOCore
import NIOPosix
import SocialModel
import TestSupport
import Testing

@testable import Engine
@testable import Streams

/// What happens between two stretches of a read.
@Suite struct StretchTests {
    /// A limited post that the viewer may no longer see when its turn comes is not shown, though it was found before.
    @Test func whatIsTakenAwayMeanwhileIsNotShown() async throws {
        let folder = try ScratchFolder()
        let (ana, rex) = (RandomHistory.locals[0], RandomHistory.remotes[0])
        let writer = try Ledger(folder: folder.path).openWriter()
        var changes = RandomHistory(seed: 1).beginning
        changes += try (0..<10).map { number in
            let message = StatusMessage(
                author: rex,
                guid: try #require(GUID("limited-of-stretches-\(number)")),
                createdAt: Timestamp(seconds: 1_700_000_000 + Int64(number)),
                isPublic: false,
                text: "for ana"
            )
            return .entity(EntityPut(.statusMessage(message), recipients: [ana]))
        }
        _ = try writer.commit(changes.map { (.apply([$0], skipRefused: false), Timestamp(seconds: 1_700_000_100)) })

        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let engine = try await Engine.open(EngineConfiguration(folder: folder.path), on: group.next(), log: log)
        let (first, page) = try await engine.readLosing("limited-of-stretches-0", ana, rex)
        // Cards that have to be made end a stretch after two of them, so that the oldest was still to come.
        #expect(first == 2)
        for number in 0..<10 {
            #expect(page.contains("limited-of-stretches-\(number)") == (number != 0), "\(number)")
        }
        await engine.stop()
        try await group.shutdownGracefully()
    }
}

extension Engine {
    /// Reads a profile of which the viewer loses a post after the first stretch.
    ///
    /// - Returns: How many items were written by then, and all of them.
    fileprivate func readLosing(_ guid: String, _ viewer: DiasporaID, _ author: DiasporaID) throws -> (Int, String) {
        let guid = try #require(GUID(guid))
        let post = try #require(try reader.post(guid))
        let user = try #require(index.user(viewer))
        var output: [UInt8] = []
        var reading = try begin(StreamRequest(viewer: viewer, stream: .person(author)))
        while reading.written == 0 { #expect(try advance(&reading, into: &output) == nil) }
        let first = reading.written
        #expect(reading.reader.keys.contains { $0.post == post })
        index.apply(.audienceRemoved(post, recipient: user))
        while try advance(&reading, into: &output) == nil {}
        return (first, String(decoding: output, as: UTF8.self))
    }
}
