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
        let second = Process()
        let errors = Pipe()
        second.executableURL = productsDirectory.appendingPathComponent("millrace")
        second.arguments = ["serve", "--data", engine.folder.path, "--socket", engine.folder.path + "/other.sock"]
        second.standardError = errors
        try second.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        second.waitUntilExit()
        #expect(second.terminationStatus != 0)
        #expect(said.contains(engine.folder.path))
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
        let process = Process()
        let output = Pipe()
        process.executableURL = productsDirectory.appendingPathComponent("millrace")
        process.arguments = (command.isEmpty ? [] : [command]) + ["--help"]
        process.standardOutput = output
        try process.run()
        let help = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(help.contains("USAGE: millrace \(command)"))
    }
}
