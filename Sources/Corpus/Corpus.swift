public import SocialModel

/// A federated world as one pod comes to know it: people, what they are to each other, and all they say over some years.
///
/// Only numbers are kept, about 21 bytes a post; texts and everything else are
/// derived from the seed and a number whenever they are asked for. Nothing here
/// depends on the clock, the locale, the order of a dictionary or the last bit
/// of a C library, so a seed and a shape give the same world on every machine.
public struct World: Sendable {
    /// What the world follows from.
    public let seed: Seed
    /// How large it is.
    public let shape: WorldShape

    let people: People
    let relations: Relations
    let timeline: PostTimeline
    let writer: PostWriter

    /// Draws the structure of a world: 3.8 million posts take seconds.
    ///
    /// - Throws: ``CorpusError/outOfRange(field:value:allowed:)`` for a shape that no world can have.
    public init(seed: Seed, shape: WorldShape) throws(CorpusError) {
        try shape.validate()
        self.seed = seed
        self.shape = shape
        people = try People(seed, shape)
        relations = Relations(seed, shape, people)
        timeline = PostTimeline(seed, shape, people)
        writer = PostWriter(shape)
    }

    /// Everything that happens, in order of arrival, made as it is asked for.
    public var events: WorldEvents { WorldEvents(self) }

    /// Everybody's IDs; those of local users come first.
    public var ids: [DiasporaID] { people.ids }

    /// The IDs of those who have an account here.
    public var localIDs: ArraySlice<DiasporaID> { people.ids.prefix(people.localCount) }

    /// How many posts there are, numbered from 0 in order of arrival.
    public var postCount: Int { timeline.count }
}
