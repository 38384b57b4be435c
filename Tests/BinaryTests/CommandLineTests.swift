import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// The command line as somebody uses it: a world is made, sent, read, searched; and what goes wrong says so.
@Suite struct CommandLineTests {
    @Test func aWorldIsMadeSentReadAndSearched() async throws {
        let engine = try await ServedEngine()
        let folder = engine.folder.path
        let world = folder + "/world.ndjson"
        let made = try millrace("corpus", "--size", "tiny", "--seed", "1", "-o", world, "--keys", folder + "/keys")
        #expect(made.status == 0, "\(made.complaints)")

        // One envelope of this world is by somebody whom the post's author ignores.
        let sent = try millrace("attach", world, "--socket", engine.socket)
        #expect(sent.status == 1)
        #expect((sent.output + sent.complaints).contains("author_ignored"))
        let again = try millrace("attach", world, "--socket", engine.socket, "--skip-refused", "--json")
        #expect(again.status == 0, "\(again.complaints)")

        let status = try JSONParser.parse(try millrace("status", "--socket", engine.socket, "--json").output)
        let seq = try #require(status["seq"]?.integer)
        #expect(seq > 200)

        let read = try millrace("stream", "public", "--limit", "2", "--socket", engine.socket, "--json")
        let items = try #require(try JSONParser.parse(read.output)["items"]?.array)
        #expect(items.count == 2)
        let guid = try items[0].guid.text
        #expect(try millrace("post", guid, "--socket", engine.socket).output.contains(guid))

        // Nothing is coloured where nobody looks at it.
        let plain = try millrace("stream", "public", "--socket", engine.socket)
        #expect(plain.status == 0 && !plain.output.contains("\u{1B}["))

        let client = try await engine.client()
        _ = try await client.call("search.tags", ["prefix": "mu", "at_least": .integer(seq), "deadline_ms": 60_000])
        let tags = try millrace("search", "--tags", "mu", "--socket", engine.socket)
        #expect(tags.output.contains("#music"))
        #expect(try millrace("search", "music", "--limit", "1", "--socket", engine.socket).status == 0)
    }

    @Test func whatGoesWrongHasItsExitStatusAndSaysWhatToDo() async throws {
        let engine = try await ServedEngine()
        let nobody = try millrace("stream", "home", "--viewer", "nobody@pod.example", "--socket", engine.socket)
        #expect(nobody.status == 1)
        #expect(nobody.complaints.contains("nobody@pod.example"))

        let unreachable = try millrace("status", "--socket", engine.folder.path + "/none.sock")
        #expect(unreachable.status == 69)
        #expect(unreachable.complaints.contains("none.sock"))

        #expect(try millrace("stream", "home", "--limit", "many").status == 2)
        #expect(try millrace("attach", "/nowhere/world.ndjson", "--socket", engine.socket).status == 2)
        let garbage = try millrace("attach", "-", "--socket", engine.socket, input: "garbage\n")
        #expect(garbage.status == 1)
        #expect(garbage.complaints.contains("1"))
        #expect(try millrace("corpus", "--size", "gigantic").status == 2)
    }

    @Test func aSeedGivesOneDatabaseAndAnotherSeedAnother() throws {
        func sql(_ seed: String) throws -> String {
            let made = try millrace("corpus", "--size", "tiny", "--seed", seed, "--sql", "-")
            #expect(made.status == 0, "\(made.complaints)")
            return made.output
        }
        let one = try sql("1")
        #expect(try sql("1") == one)
        #expect(try sql("2") != one)
        // Every table that is filled is made before, and every COPY ends.
        let copied = one.split(separator: "\n").filter { $0.hasPrefix("COPY ") }.map { $0.split(separator: " ")[1] }
        #expect(copied.count == 24)
        for table in copied { #expect(one.contains("CREATE TABLE \(table) (")) }
        #expect(one.split(separator: "\n").count { $0 == "\\." } == copied.count)
        #expect(try millrace("corpus", "--sql", "-", "--pictures", "p").status == 2)
    }

    @Test func theDemoShowsAStreamASearchAndAContactSheet() throws {
        let folder = try ScratchFolder()
        let demo = try millrace("demo", "--data", folder.path + "/demo", "--once")
        #expect(demo.status == 0, "\(demo.complaints)")
        for part in ["home stream", "the aspect", "search for", "Contact sheet"] { #expect(demo.output.contains(part)) }
        let sheet = try #require(demo.output.split(whereSeparator: \.isWhitespace).first { $0.hasSuffix(".png") })
        let bytes = try Data(contentsOf: URL(fileURLWithPath: String(sheet)))
        #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) && bytes.count > 10_000)
    }
}
