import Testing

@testable import Federation
@testable import SocialModel

/// The documents of discovery that diaspora*'s own library read.
@Suite struct DiscoveryVectorTests {
    @Test func webFingerIsReadAsTheReferenceOrPolicySays() throws {
        let alice = try Cast.person("alice@pod-a.example")
        judge("webfinger", count: 16) { vector in
            let document = try WebFingerDocument(parsing: vector.bytes("document"), for: alice)
            return [
                "acct_uri": document.subject, "hcard_url": document.hCardURL, "seed_url": document.seedURL,
                "profile_url": document.profileURL, "atom_url": document.atomURL, "salmon_url": document.salmonURL,
                "subscribe_url": document.subscribeTemplate,
            ]
        }
    }

    @Test func hCardsAreReadAsTheReferenceSays() {
        judge("hcard", count: 18) { vector in
            let card = try HCard(parsing: vector.bytes("document"))
            return [
                "guid": card.guid.text, "nickname": card.nickname, "full_name": card.fullName,
                "first_name": card.firstName, "last_name": card.lastName, "public_key": card.publicKey,
                "photo_large_url": card.photoLarge, "photo_medium_url": card.photoMedium,
                "photo_small_url": card.photoSmall, "searchable": card.isSearchable ? "true" : "false",
            ]
        }
    }

    @Test func peopleAreDiscoveredAsTheReferenceOrPolicySays() {
        judge("discovery", count: 6) { vector in
            let text = try #require(vector.string("diaspora_id"))
            let id = try #require(DiasporaID(discovering: text))
            let remote = vector.list("remote") as? [[String: Any]] ?? []
            let jrd = try Self.body(WebFingerDocument.url(for: id), remote)
            let webFinger = try WebFingerDocument(parsing: jrd, for: id)
            let page = try Self.body(webFinger.hCardURL, remote)
            let person = try DiscoveredPerson(id, jrd: jrd, hCard: page)
            let profile = try #require(vector.object("parsed")?["profile"] as? [String: Any])
            #expect(PlainValues(.profile(person.profile)).differences(from: profile).isEmpty, "\(vector.id)")
            return [
                "author": person.id.text, "guid": person.guid.text, "url": person.url,
                "exported_key": person.publicKey,
            ]
        }
    }

    private struct NoAnswer: Error {
        let url: String
    }

    /// What the other pods of a vector answer, over at most four redirects and never without TLS.
    private static func body(_ url: String, _ remote: [[String: Any]]) throws -> [UInt8] {
        var url = url
        for _ in 0...4 where url.hasPrefix("https://") {
            let answer = remote.first { $0["url"] as? String == url }
            if let body = answer?["body"] as? String { return Array(body.utf8) }
            guard let location = answer?["location"] as? String else { break }
            url = location
        }
        throw NoAnswer(url: url)
    }

    private func judge(_ file: String, count: Int, _ read: (Vector) throws -> [String: String?]) {
        let vectors = Vector.all(file)
        #expect(vectors.count == count)
        for vector in vectors {
            let accepts = vector.recommended.map { $0 != "reject" } ?? vector.accepts
            switch Result(catching: { try read(vector) }) {
            case .success(let values):
                #expect(accepts, "\(vector.id) was accepted")
                for (name, value) in values {
                    #expect(value == Self.plain(vector.object("parsed")?[name]), "\(vector.id), \(name)")
                }
            case .failure(let error): #expect(!accepts, "\(vector.id) was refused: \(error)")
            }
        }
        print("\(file): \(vectors.count) vectors ran")
    }

    private static func plain(_ json: Any?) -> String? {
        (json as? String) ?? (json as? Bool).map { $0 ? "true" : "false" }
    }
}
