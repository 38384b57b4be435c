import Corpus
import Federation
import Foundation
import SocialModel
import Testing

@Suite struct KeyRingTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "millrace-keys-\(UUID().uuidString)")
    private let size = KeyRing.Size(large: 0, small: 2)

    @Test func keepsItsKeysAndSharesThem() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var ready: [Int] = []
        let made = try KeyRing(folder: folder.path, size: size) { count, all in
            ready.append(count)
            #expect(all == 2)
        }
        let read = try KeyRing(folder: folder.path, size: size)
        let ids = try World(seed: Seed(1), shape: .tiny).ids
        #expect(ready == [1, 2])
        #expect(ids.allSatisfy { made.publicKey(of: $0) == read.publicKey(of: $0) })
        #expect(Set(ids.map(made.publicKey)).count == 2)
    }

    @Test func refusesAFileThatHoldsNoKey() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "2048-0.pem")
        try Data("no key".utf8).write(to: file)
        #expect(throws: CorpusError.unreadableKey(path: file.path)) { try KeyRing(folder: folder.path, size: size) }
    }

    @Test func sealsWhatOthersCanOpen() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let ring = try KeyRing(folder: folder.path, size: size)
        var seen: Set<EntityType> = []
        for event in try World(seed: Seed(1), shape: .tiny).events {
            guard case .envelope(let sender, let entity) = event.content else { continue }
            seen.insert(entity.type)
            let envelope = try MagicEnvelope(parsing: try ring.envelope(sender: sender, entity))
            let received = try envelope.open(
                with: try PublicKey(pem: ring.publicKey(of: sender)),
                now: event.arrival
            )
            #expect(received.entity.guid == entity.guid)
            #expect(received.entity.author == entity.author)
            if let proof = received.proof {
                #expect(proof.isValid(key: try PublicKey(pem: ring.publicKey(of: entity.author))))
            }
        }
        #expect(seen.isSuperset(of: [.statusMessage, .comment, .like, .reshare]))
    }
}
