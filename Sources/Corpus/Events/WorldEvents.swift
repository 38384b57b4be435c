public import SocialModel

/// Everything that happens in a world, in order of arrival.
///
/// First the pod tells what it knows: itself, people, its users. Then posts and
/// what follows from them, drawn post by post as their time comes near, so that
/// only what is still to come is in memory.
public struct WorldEvents: Sequence, IteratorProtocol {
    private let world: World
    private var publicKey: (@Sendable (DiasporaID) -> String?)?
    private var setup = Setup.people(from: 0)
    private var pending = Pending()
    private var nextPost = 0

    private enum Setup {
        case people(from: Int)
        case users(from: Int)
        case done
    }

    init(_ world: World) {
        self.world = world
        for profile in world.profileChanges { pending.insert(profile) }
    }

    /// The same events, in which every person has this public key (PEM).
    public func withPublicKeys(_ publicKey: @escaping @Sendable (DiasporaID) -> String?) -> WorldEvents {
        var events = self
        events.publicKey = publicKey
        return events
    }

    /// The next thing that happens.
    public mutating func next() -> WorldEvent? { draw().map(world.event) }

    /// The next thing that happens, before it is put into words: that can be done for several at a time.
    mutating func draw() -> DrawnEvent? {
        switch setup {
        case .people(let first): return .complete(people(from: first))
        case .users(let first): return .complete(user(first))
        case .done: break
        }
        // A comment may come before its post, so posts are drawn a little ahead of time.
        while nextPost < world.timeline.count, isNear(world.timeline.arrivals[nextPost]) {
            for item in world.items(ofPost: nextPost) { pending.insert(item) }
            nextPost += 1
        }
        return pending.popFirst().map { .pending($0) }
    }

    private func isNear(_ arrival: UInt32) -> Bool {
        guard let next = pending.next else { return true }
        return arrival <= next &+ World.overtakingSeconds &+ 1
    }

    // MARK: - What the pod knows at first

    private static let peopleInOneCall = 500

    private var start: Timestamp { Timestamp(seconds: world.shape.end.seconds - Int64(world.shape.days + 1) * 86_400) }

    private mutating func people(from first: Int) -> WorldEvent {
        let end = Swift.min(first + Self.peopleInOneCall, world.people.count)
        var changes: [Change] = first == 0 ? [.podPut(world.podPut)] : []
        changes += (first..<end).map { .personPut(world.personPut($0, publicKey: publicKey?(world.people.ids[$0]))) }
        if end == world.people.count {
            if let spotlight = world.spotlight { changes.append(.spotlightPut(person: spotlight)) }
            setup = .users(from: 0)
        } else {
            setup = .people(from: end)
        }
        return WorldEvent(arrival: start, content: .apply(changes))
    }

    private mutating func user(_ number: Int) -> WorldEvent {
        setup = number + 1 == world.people.localCount ? .done : .users(from: number + 1)
        return WorldEvent(arrival: start, content: .apply(world.userChanges(number)))
    }
}

/// What has been drawn of an event.
enum DrawnEvent: Sendable {
    /// All of it.
    case complete(WorldEvent)
    /// As numbers, of which the rest follows.
    case pending(Pending.Item)
}
