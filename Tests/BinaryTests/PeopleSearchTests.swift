import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// `search.people` through the socket.
@Suite struct PeopleSearchTests {
    private func id(_ text: String) throws -> DiasporaID { try #require(DiasporaID(text)) }

    private func put(_ text: String, _ first: String, _ last: String, isSearchable: Bool = true) throws -> Change {
        var put = PersonPut(id: try id(text), guid: GUID("person-\(text.prefix { $0 != "@" })-000000000000"))
        (put.firstName, put.lastName) = (.set(first), .set(last))
        put.isSearchable = .set(isSearchable)
        return .personPut(put)
    }

    private func find(_ client: RPCClient, _ query: String, viewer: String? = nil) async throws -> [String] {
        var parameters: JSONObject = ["query": .string(query), "limit": 1]
        if let viewer { parameters["viewer"] = .string(viewer) }
        var found: [String] = []
        while true {
            let page = try await client.call("search.people", parameters)
            found += try #require(page["people"]?.array).compactMap { $0["diaspora_id"]?.string }
            guard let next = page["next"]?.string else { return found }
            parameters["before"] = .string(next)
        }
    }

    @Test("scenario 92: who is not searchable is found by contacts only, a closed account never; contacts come first")
    func peopleAreFoundAsTheyWant() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let ana = try id("ana@pod.example")
        _ = try await client.apply([
            try put("ana@pod.example", "Ana", "Zimmer"), .userPut(UserPut(id: ana)),
            .aspectPut(user: ana, aspect: "1", name: "Friends"), try put("bob@r.example", "Robert", "Young"),
            try put("rob@r.example", "Rob", "Adams"),
            try put("robin@r.example", "Robin", "Hidden", isSearchable: false),
            try put("robot@r.example", "Robot", "Gone"),
        ])
        #expect(try await find(client, "rob") == ["rob@r.example", "robot@r.example", "bob@r.example"])
        let contact = ContactPut(
            user: ana,
            person: try id("robin@r.example"),
            isSharing: true,
            isReceiving: false,
            aspects: []
        )
        _ = try await client.apply([.contactPut(contact), .personClose(person: try id("robot@r.example"))])
        #expect(try await find(client, "rob") == ["rob@r.example", "bob@r.example"])
        #expect(
            try await find(client, "rob", viewer: ana.text) == ["robin@r.example", "rob@r.example", "bob@r.example"]
        )
        // A new name is found at once, the old one no longer.
        _ = try await client.apply([try put("bob@r.example", "Bertram", "Young")])
        #expect(try await find(client, "rob") == ["rob@r.example"])
        #expect(try await find(client, "bertram") == ["bob@r.example"])
        #expect(try await find(client, "r").isEmpty)
        #expect(engine.stop() == 0)
    }
}
