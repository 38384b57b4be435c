import Federation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// `person.discovered` on the socket.
@Suite struct PersonDiscoveredTests {
    private func parameters(_ stub: StubPerson, id: String? = nil) -> JSONObject {
        var parameters: JSONObject = [
            "jrd": .string(String(decoding: stub.jrd, as: UTF8.self)),
            "hcard": .string(String(decoding: stub.hCard, as: UTF8.self)),
        ]
        parameters["id"] = id.map { .string($0) }
        return parameters
    }

    @Test func twoDocumentsMakeAPersonAndWhatWaitedIsApplied() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let key = try PrivateKey.generate(bits: 2_048)
        let zoe = try #require(DiasporaID("zoe@z.example"))
        let guid = try #require(GUID("post-of-zoe-0000001"))
        let post = StatusMessage(author: zoe, guid: guid, createdAt: nil, isPublic: true, text: "hello")
        let payload = EntityWriter.bytes(.statusMessage(post))
        let waiting = try await client.receive(MagicEnvelope.seal(payload: payload, sender: zoe, key: key))
        #expect(waiting["status"] == "parked")
        #expect(waiting["needs"] == [["kind": "person", "id": "zoe@z.example"]])

        let stub = StubPerson(id: zoe.text, guid: "person-of-zoe-00001", key: try key.publicPEM)
        let answer = try await client.call("person.discovered", parameters(stub, id: zoe.text))
        #expect(answer["status"] == "accepted")
        #expect(answer["seq"] == .integer(try await client.seq()))
        #expect(answer["person"]?["id"] == "zoe@z.example")
        #expect(answer["person"]?["guid"] == "person-of-zoe-00001")
        #expect(answer["person"]?["url"] == "https://z.example/")
        #expect(answer["person"]?["first_name"] == "Zoe")
        #expect(answer["person"]?["public_key"] == .string(try key.publicPEM))
        #expect(answer["person"]?["op"] == nil)
        let item = try await client.call("post.read", ["guid": .string(guid.text)])
        #expect(item["item"]?["author"]?["name"] == "Zoe Example")
        #expect(try await client.call("person.discovered", parameters(stub))["status"] == "duplicate")
    }

    @Test func whatIsWrongWithTheDocumentsIsSaid() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let stub = StubPerson(id: "zoe@z.example", guid: "person-of-zoe-00001", key: "none")
        var noJSON = parameters(stub)
        noJSON["jrd"] = "<html>"
        var noCard = parameters(stub)
        noCard["hcard"] = "<p>nobody</p>"
        let cases = [
            (parameters(stub, id: "ann@z.example"), "subject_mismatch"), (noJSON, "not_json"),
            (noCard, "missing_properties"), (parameters(stub), "invalid_properties"),
        ]
        for (parameters, reason) in cases {
            let fault = try await fault { _ = try await client.call("person.discovered", parameters) }
            #expect(fault?.code == .rejected && fault?.reason == reason, "\(reason): \(String(describing: fault))")
        }
        #expect(try await client.seq() == 0)
    }
}
