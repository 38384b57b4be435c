import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Copies of the ledger that are made while it serves.
@Suite struct BackupTests {
    private func post(_ number: Int, by author: DiasporaID) throws -> Change {
        let guid = try #require(GUID("backup-tests-post-\(number)"))
        let message = StatusMessage(author: author, guid: guid, isPublic: true, text: "number \(number)")
        return .entity(EntityPut(.statusMessage(message)))
    }

    @Test func aCopyHoldsAllUpToItsNumberAndServes() async throws {
        let author = try #require(DiasporaID("ana@pod.example"))
        let engine = try await ServedEngine()
        let client = try await engine.client()
        _ = try await client.apply([.personPut(PersonPut(id: author, guid: GUID("person-of-backups")))])
        var sent: [RPCAnswer] = []
        for number in 0..<400 {
            sent.append(client.send("pod.apply", RPCClient.parameters([try post(number, by: author)])))
        }
        _ = try await sent[100].value()
        // Made in the middle of what is written, by another connection.
        let path = engine.folder.path + "/copy.sqlite"
        let copy = try await engine.client().call("engine.backup", ["path": .string(path)])
        for answer in sent { _ = try await answer.value() }
        let seq = try #require(copy["seq"]?.integer)
        #expect(copy["path"]?.string == path && seq > 100)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.size] as? Int64 == copy["bytes"]?.integer)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try await client.seq() == 401)
        #expect(engine.stop() == 0)

        let restored = try ScratchFolder()
        try FileManager.default.moveItem(atPath: path, toPath: restored.path + "/ledger.sqlite")
        let other = try await ServedEngine(in: restored)
        let otherClient = try await other.client()
        #expect(try await otherClient.seq() == seq)
        // One change was the person.
        let posts = try await otherClient.walk(["stream": "public"], limit: 100)
        #expect(posts.count == Int(seq) - 1)
        #expect(other.stop() == 0)
    }

    @Test func nothingIsOverwrittenOrLeftHalfDone() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let path = engine.folder.path + "/there"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        let wrong: [(String, String)] = [
            (path, "not_writable"), (engine.folder.path + "/no/folder/copy", "not_writable"), ("copy", "not_absolute"),
        ]
        for (path, reason) in wrong {
            let fault = try await fault { _ = try await client.call("engine.backup", ["path": .string(path)]) }
            #expect(fault?.reason == reason && fault?.field == "path", "\(path)")
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        #expect(engine.stop() == 0)
    }
}
