import Foundation
import RPC
import TestSupport
import Testing
import Wire

/// How the program starts, keeps to itself, and stops.
@Suite struct ServingTests {
    @Test func theSocketIsForItsOwnerAndGroupAndGoesWithTheProcess() async throws {
        let engine = try await ServedEngine()
        let attributes = try FileManager.default.attributesOfItem(atPath: engine.socket)
        #expect(attributes[.posixPermissions] as? Int == 0o660)
        #expect(engine.stop() == 0)
        #expect(!FileManager.default.fileExists(atPath: engine.socket))
    }

    @Test func aSecondInstanceOnTheSameDataIsRefused() async throws {
        let engine = try await ServedEngine()
        let second = try millrace("serve", "--data", engine.folder.path, "--socket", engine.folder.path + "/other.sock")
        #expect(second.status != 0)
        #expect(second.complaints.contains(engine.folder.path))
        // The first one has not noticed.
        _ = try await engine.client().call("engine.status")
    }

    @Test func aStaleSocketIsReplaced() async throws {
        let engine = try await ServedEngine()
        engine.kill9()
        #expect(FileManager.default.fileExists(atPath: engine.socket))
        let next = try await ServedEngine(in: engine.folder)
        _ = try await next.client().call("engine.status")
        #expect(next.stop() == 0)
    }

    @Test(arguments: [
        "", "serve", "attach", "stream", "search", "post", "photo", "status", "metrics", "verify", "backup", "bookmark",
        "corpus", "demo", "media-worker",
    ])
    func everyCommandHasHelp(_ command: String) throws {
        let outcome = try millrace((command.isEmpty ? [] : [command]) + ["--help"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("USAGE: millrace \(command)"))
    }
}
