import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// `engine.purge`: what was retracted is in no file any more, and that is shown.
@Suite struct PurgeTests {
    private let rex: DiasporaID
    private let post: GUID
    private static let text = "unforgettable Äpfelchen 秘密 #quetzalwort"

    init() throws {
        rex = try #require(DiasporaID("rex@r.example"))
        post = try #require(GUID("post-of-purge-tests-1"))
    }

    /// Looks for itself, beside what the engine says.
    private func files(with words: String, in folder: ScratchFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { name in
            guard name.contains(".sqlite") else { return false }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
            return bytes.range(of: Data(words.utf8)) != nil
        }
    }

    @Test func whatWasRetractedIsInNoFile() async throws {
        let folder = try ScratchFolder()
        let engine = try await ServedEngine(in: folder)
        let client = try await engine.client()
        let message = StatusMessage(author: rex, guid: post, isPublic: true, text: Self.text)
        _ = try await client.apply([
            .personPut(PersonPut(id: rex, guid: GUID("person-of-purge-tests"))),
            .entity(EntityPut(.statusMessage(message))),
        ])
        let others = try (0..<300).map { number in
            let message = StatusMessage(
                author: rex,
                guid: try #require(GUID("other-of-purge-tests-\(number)")),
                isPublic: true,
                text: "others say other things \(number)"
            )
            return Change.entity(EntityPut(.statusMessage(message)))
        }
        let seq = try await client.apply(others)["seq"] ?? 0
        _ = try await client.call("search.tags", ["prefix": "q", "at_least": seq, "deadline_ms": 600_000])
        let parameters: JSONObject = ["guid": .string(post.text), "prove": true, "text": .string(Self.text)]
        #expect(try await fault { _ = try await client.call("engine.purge", parameters) }?.reason == "not_retracted")
        let unknown: JSONObject = ["guid": "never-heard-of-that-1"]
        #expect(try await fault { _ = try await client.call("engine.purge", unknown) }?.reason == "not_retracted")
        for words in ["unforgettable Äpfelchen", "apfelchen", "quetzalwort"] {
            #expect(try !files(with: words, in: folder).isEmpty, "\(words)")
        }

        let retraction = Retraction(author: rex, targetGUID: post, targetType: .post)
        let gone = try await client.apply([.entity(EntityPut(.retraction(retraction)))])["seq"] ?? 0
        _ = try await client.call("search.tags", ["prefix": "q", "at_least": gone, "deadline_ms": 600_000])
        let result = try await client.call("engine.purge", parameters)
        #expect(
            result == ["clean": true, "traces": [:], "log_bytes": 0, "holds_words": false, "orphans": 0, "files": []]
        )
        #expect(try await client.call("engine.purge", ["guid": .string(post.text)]) == ["clean": true])
        for words in ["unforgettable", "Äpfelchen", "apfelchen", "秘密"] {
            #expect(try files(with: words, in: folder) == [], "\(words)")
        }
        // The names of tags are the ledger's own: whoever follows or uses one again means the same.
        #expect(try files(with: "quetzalwort", in: folder) == ["ledger.sqlite"])
        // What somebody else wrote is found, so that the search for it is one.
        var parametersOfOthers = parameters
        parametersOfOthers["text"] = "others say other things 17"
        let others17 = try await client.call("engine.purge", parametersOfOthers)
        #expect(others17["clean"] == false)
        #expect(others17["files"] == ["ledger.sqlite", "search.sqlite"])
        #expect(engine.stop() == 0)
    }
}
