import Foundation
import Ledger
import Logging
import NIOCore
import NIOPosix
import SocialModel
import TestSupport
import Testing

@testable import Engine

/// A retracted text leaves the ledger's write-ahead log by itself, though others read and write.
@Suite struct ForgettingTests {
    @Test func theLogIsEmptiedAfterARetraction() async throws {
        let folder = try ScratchFolder()
        let rex = RandomHistory.remotes[0]
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var configuration = EngineConfiguration(folder: folder.path)
        configuration.forgetMilliseconds = 1
        let engine = try await Engine.open(configuration, on: group.next(), log: log)
        let guid = try #require(GUID("post-of-forgetting-1"))
        let message = StatusMessage(author: rex, guid: guid, isPublic: true, text: "unforgettable")
        let retraction = Retraction(author: rex, targetGUID: guid, targetType: .post)
        for change in RandomHistory(seed: 1).beginning + [.entity(EntityPut(.statusMessage(message)))] {
            await engine.take(change, at: .now)
        }
        func holds() throws -> Bool {
            try ["ledger.sqlite", "ledger.sqlite-wal"].contains { name in
                let path = folder.path + "/" + name
                guard FileManager.default.fileExists(atPath: path) else { return false }
                return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data("unforgettable".utf8)) != nil
            }
        }
        #expect(try holds())
        await engine.take(.entity(EntityPut(.retraction(retraction))), at: .now)
        while try holds() { try await Task.sleep(for: .milliseconds(5)) }
        await engine.stop()
        try await group.shutdownGracefully()
    }
}
