import Foundation
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Envelopes that diaspora*'s own federation library made, through the socket.
@Suite struct VectorTests {
    private static let types: Set = ["status_message", "photo", "comment", "like", "reshare", "profile", "retraction"]

    /// Where the app or our policy differs from the library's verdict, by the vector's `id`.
    private static let exceptions: [String: (verdict: Verdict, reason: String)] = [
        "status_message/empty_text_element": (.refused, "the app takes no post without text and photos (§15)"),
        "status_message/text_only_space": (.refused, "white space is no text to the app (§15)"),
        "reshare/private_root_known": (.refused, "the app takes a reshare of public posts only (§15)"),
    ]

    private enum Verdict: String {
        case taken, waiting, refused
    }

    @Test func publicVectorsGetTheExpectedVerdict() async throws {
        let common = try await ServedEngine()
        let text = try String(contentsOf: shared.appendingPathComponent("vectors/public.ndjson"), encoding: .utf8)
        var ran = 0
        for line in text.split(separator: "\n") {
            let vector = try JSONParser.parse(String(line))
            guard let type = vector["entity_type"]?.string, Self.types.contains(type),
                let id = vector["id"]?.string
            else { continue }
            // One person reshares a post once, so each reshare has an engine of its own.
            let engine = type == "reshare" ? try await ServedEngine() : common
            let client = try await engine.client()
            try await prepare(vector, client)
            let seq = try await client.seq()
            let (verdict, said) = try await verdict(of: vector, client)
            let expected = Self.exceptions[id]?.verdict ?? Self.expected(vector)
            #expect(verdict == expected, "\(id): \(said), the library: \(vector["reason"]?.string ?? "")")
            if verdict == .refused { #expect(try await client.seq() == seq, "\(id) was refused and changed something") }
            await client.close()
            ran += 1
        }
        print("\(ran) vectors of public.ndjson ran through the socket")
        #expect(ran == 110)
        for id in Self.exceptions.keys { #expect(text.contains("\"\(id)\""), "no vector is called \(id)") }
    }

    /// Lets the engine know what the vector's pod knew.
    private func prepare(_ vector: JSONValue, _ client: RPCClient) async throws {
        var changes: [Change] = []
        for (id, key) in vector["keys"]?.object?.members.map({ ($0.name, $0.value) }) ?? [] {
            guard let person = DiasporaID(id) else { continue }
            var put = PersonPut(
                id: person,
                guid: GUID("person-of-vectors-\(id.utf8.count)-\(id.replacing("@", with: "-"))")
            )
            put.publicKey = key.string.map { .set($0) } ?? .cleared
            put.replaceKey = true
            changes.append(.personPut(put))
        }
        for entity in vector["context"]?["entities"]?.array ?? [] where entity["type"] == "Post" {
            let author = try #require(entity["author"]?.string.flatMap { DiasporaID($0) })
            changes.append(.personPut(PersonPut(id: author)))
            if entity["local"] == true { changes.append(.userPut(UserPut(id: author))) }
            let isPublic = entity["public"]?.bool == true
            let post = StatusMessage(author: author, guid: try entity.guid, isPublic: isPublic, text: "known")
            changes.append(.entity(EntityPut(.statusMessage(post))))
        }
        if !changes.isEmpty { _ = try await client.apply(changes) }
    }

    private func verdict(of vector: JSONValue, _ client: RPCClient) async throws -> (Verdict, String) {
        var parameters: JSONObject = [:]
        parameters["envelope"] = vector["envelope_xml"]
        parameters["envelope_base64"] = vector["envelope_xml_base64"]
        do {
            let answer = try await client.call("federation.receive", parameters)
            let status = try #require(answer["status"]?.string)
            return (status == "parked" ? .waiting : .taken, status)
        } catch RPCClientError.fault(let fault) {
            #expect(fault.code == .rejected, "\(fault)")
            return (.refused, fault.reason)
        }
    }

    /// What the library said, our policy where the text has one, and waiting for what its pod would have fetched.
    private static func expected(_ vector: JSONValue) -> Verdict {
        if vector["policy"]?["recommended"] == "reject" { return .refused }
        // A link in a text is not waited for.
        let fetched = vector["context"]?["remote"] != nil && vector["entity_type"] == "reshare"
        let isUnfinished = ["NotFetchable", "DiscoveryError"].contains {
            vector["error_class"]?.string?.hasSuffix($0) == true
        }
        if fetched || isUnfinished { return .waiting }
        return vector["expect"] == "accept" ? .taken : .refused
    }
}
