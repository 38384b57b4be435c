import Corpus
import Federation
import Foundation
import Ledger
import SocialModel
import Streams
import TestSupport
import Testing

/// The order in which things arrive decides nothing.
@Suite struct AnyOrderTests {
    private static let orders = 20

    /// One thing that arrives, ready to be written.
    private struct Call {
        var call: WriteCall
        var receivedAt: Timestamp
    }

    @Test func aWorldEndsTheSameInAnyOrder() async throws {
        let keys = FileManager.default.temporaryDirectory.appending(path: "millrace-order-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: keys) }
        let ring = try KeyRing(folder: keys.path, size: KeyRing.Size(large: 0, small: 2))
        let world = try World(seed: Seed(5), shape: .tiny)
        let extras = ExtraEvents(world, at: world.shape.end)
        let (setup, calls, retracted) = try calls(world, extras, ring)
        var random = SeededGenerator(seed: 7)

        let first = try await run(setup, calls, world, retracted)
        #expect(first.state.lines.count > 200)
        for order in 1...Self.orders {
            // A tenth arrives twice.
            let twice = calls.filter { _ in random.next() % 10 == 0 }
            let shuffled = (calls + twice).shuffled(using: &random)
            let other = try await run(setup, shuffled, world, retracted)
            let differences = first.state.differences(from: other.state)
            #expect(differences.isEmpty, "order \(order): \(differences.prefix(6))")
            let isSame = first.streams == other.streams
            #expect(isSame, "order \(order)")
        }
    }

    // MARK: - What arrives

    private func calls(
        _ world: World,
        _ extras: ExtraEvents,
        _ ring: KeyRing
    ) throws -> (setup: [Change], calls: [Call], retracted: Set<GUID>) {
        var setup: [Change] = []
        var calls: [Call] = []
        var retracted: Set<GUID> = []
        func note(_ entity: Entity) {
            if case .retraction(let retraction) = entity { retracted.insert(retraction.targetGUID) }
        }
        for event in world.events.withPublicKeys({ ring.publicKey(of: $0) }) {
            switch event.content {
            case .apply(let changes):
                for change in changes {
                    switch change {
                    case .entity(let put):
                        note(put.entity)
                        calls.append(Call(call: .apply([change], skipRefused: true), receivedAt: event.arrival))
                    case .hidePut:
                        calls.append(Call(call: .apply([change], skipRefused: true), receivedAt: event.arrival))
                    default: setup.append(change)
                    }
                }
            case .envelope(let sender, var entity):
                if case .profile(var profile) = entity {
                    // Without a date of its own a profile is what came last.
                    profile.editedAt = event.arrival
                    entity = .profile(profile)
                }
                note(entity)
                calls.append(try call(ring.envelope(sender: sender, entity), nil, event.arrival, ring))
            }
        }
        for person in extras.people {
            var put = PersonPut(id: person, guid: ExtraEvents.guid("person-" + person.text.prefix(6)))
            put.publicKey = .set(ring.publicKey(of: person))
            setup.append(.personPut(put))
        }
        for user in world.localIDs.prefix(2) {
            // Who writes to a user has to be a contact.
            let known = ContactPut(
                user: user,
                person: extras.people[2],
                isSharing: true,
                isReceiving: false,
                aspects: []
            )
            setup.append(.contactPut(known))
        }
        for delivery in extras.deliveries {
            var entity = delivery.entity
            note(entity)
            if case .accountMigration(let migration) = entity {
                entity = .accountMigration(try migration.signed(key: ring.privateKey(of: migration.signer)))
            }
            if world.localIDs.contains(delivery.sender) {
                let change = Change.entity(EntityPut(entity))
                calls.append(Call(call: .apply([change], skipRefused: true), receivedAt: delivery.receivedAt))
            } else {
                let envelope = try ring.envelope(sender: delivery.sender, entity)
                calls.append(try call(envelope, delivery.recipient, delivery.receivedAt, ring))
            }
        }
        return (setup, calls, retracted)
    }

    private func call(_ envelope: [UInt8], _ recipient: DiasporaID?, _ time: Timestamp, _ ring: KeyRing) throws -> Call
    {
        let incoming = try IncomingEnvelope(envelope, recipient: recipient, receivedAt: time) { id in
            ReadyKey(.given(pem: ring.publicKey(of: id)))
        }
        return Call(call: .receive(incoming), receivedAt: time)
    }

    // MARK: - What comes of it

    /// Streams by what stands in them: of posts of one second the order is that of their arrival.
    private struct Outcome {
        var state: LogicalState
        var streams: [[Set<GUID>]]
    }

    private func run(_ setup: [Change], _ calls: [Call], _ world: World, _ retracted: Set<GUID>) async throws -> Outcome
    {
        let folder = try ScratchFolder()
        var limits = LedgerLimits()
        // Time runs to and fro here.
        (limits.parkedSeconds, limits.logSeconds, limits.parkedPerHost) = (1_000_000_000, 1_000_000_000, 100_000)
        let ledger = Ledger(folder: folder.path, limits: limits)
        let writer = try ledger.openWriter()
        let start = Timestamp(seconds: world.shape.end.seconds - 100 * 86_400)
        for change in setup { _ = try writer.commit([(.apply([change], skipRefused: true), start)]) }
        for first in stride(from: 0, to: calls.count, by: 64) {
            let group = calls[first..<min(first + 64, calls.count)]
            for result in try writer.commit(group.map { ($0.call, $0.receivedAt) }).results {
                if case .failure(let error) = result, case .refused = error { continue }
                _ = try result.get()
            }
        }
        try writer.checkpoint()
        return Outcome(
            state: try LogicalState(folder.path, retracted: retracted),
            streams: try await streams(ledger, world)
        )
    }

    private func streams(_ ledger: Ledger, _ world: World) async throws -> [[Set<GUID>]] {
        let reader = try ledger.openReader(label: "test")
        let index = StreamIndex()
        _ = try await index.load(from: reader)
        return try world.localIDs.flatMap { id in
            try [Streams.Stream.home, .everyone, .mentions].map { stream in
                let page = index.page(StreamQuery(stream, viewer: index.user(id)), limit: 10_000)
                let seconds = Dictionary(grouping: page, by: \.second).sorted { $0.key > $1.key }
                return try seconds.map { _, keys in
                    Set(try keys.compactMap { try reader.contents(of: $0.post, pod: .unset)?.guid })
                }
            }
        }
    }
}
