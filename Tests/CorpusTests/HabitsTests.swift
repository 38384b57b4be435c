import SocialModel
import Testing

@testable import Corpus

/// The distributions that `Habits` writes down, measured on a world of 10,000 posts.
@Suite struct HabitsTests {
    private static let world = try? World(seed: Seed(42), shape: .small)
    private static let measured = world.map(WorldMeasures.init)

    private let world: World
    private let measured: WorldMeasures
    private let habits = WorldShape.small.habits

    init() throws {
        world = try #require(Self.world)
        measured = try #require(Self.measured)
    }

    @Test func sharesOfPosts() {
        let posts = Double(WorldShape.small.posts)
        let messages = Double(measured.messages)
        expect(Double(measured.reshares) / posts, habits.reshares, within: 0.02)
        expect(Double(measured.localPosts) / posts, WorldShape.small.localPostShare, within: 0.015)
        expect(Double(measured.limitedLocal) / Double(measured.localMessages), habits.limitedLocal, within: 0.05)
        expect(
            Double(measured.limitedRemote) / (messages - Double(measured.localMessages)),
            habits.limitedRemote,
            within: 0.01
        )
        expect(Double(measured.pictured) / messages, habits.pictured, within: 0.02)
        expect(Double(measured.pictures) / Double(measured.pictured), habits.meanPictures, within: 0.1)
        expect(Double(measured.polls) / messages, habits.polls, within: 0.003)
        expect(Double(measured.locations) / messages, habits.locations, within: 0.008)
        expect(Double(measured.retractedPosts) / posts, habits.retractedPosts, within: 0.005)
    }

    @Test func wordsOfPosts() {
        let texts = Double(measured.texts)
        expect(Double(measured.tagged) / texts, habits.tagged, within: 0.03)
        // Some tags are drawn twice and count once.
        expect(Double(measured.tags) / Double(measured.tagged), habits.meanTags, within: 0.35)
        expect(Double(measured.mentioning) / texts, habits.mentioning, within: 0.015)
        #expect(measured.mostUsedTag.share > 0.05 && measured.mostUsedTag.share < 0.25)
        #expect(measured.differentTags > WorldShape.small.tags / 2)
        #expect(measured.languages.count == Vocabulary.all.count)
        expect(Double(measured.languages["de", default: 0]) / Double(world.people.count), 0.2, within: 0.05)
    }

    @Test func timesOfPosts() {
        let posts = Double(WorldShape.small.posts)
        let remote = posts - Double(measured.localPosts)
        expect(Double(measured.late) / remote, habits.late, within: 0.006)
        expect(Double(measured.future) / remote, habits.future, within: 0.002)
        #expect(Double(measured.sameSecond) / posts > habits.sameSecond * 0.8)
        let night = Double(measured.hours[2]) / posts
        let evening = Double(measured.hours[20]) / posts
        let all = Rhythm.hours.reduce(0, +)
        expect(night, Rhythm.hours[2] / all, within: 0.004)
        expect(evening, Rhythm.hours[20] / all, within: 0.01)
    }

    @Test func interactions() {
        let shape = WorldShape.small
        expect(Double(measured.comments) / Double(shape.comments), 1, within: 0.15)
        expect(Double(measured.likes) / Double(shape.likes), 1, within: 0.15)
        #expect(measured.withoutInteractions > shape.posts / 8)
        #expect(measured.mostComments > 15)
        expect(Double(measured.early) / Double(measured.remoteComments), habits.overtaking, within: 0.006)
        expect(Double(measured.retractedComments) / Double(measured.comments), habits.retractedComments, within: 0.005)
        expect(Double(measured.hides) / Double(shape.localUsers), habits.hidesPerUser, within: 1)
    }

    @Test func authorsAndContacts() {
        let shape = WorldShape.small
        let contacts = (0..<shape.localUsers).map { world.relations.contacts(of: $0).count }.sorted()
        expect(Double(contacts[contacts.count / 2]), shape.medianContacts, within: 10)
        #expect(contacts.last ?? 0 > 3 * contacts[contacts.count / 2])
        let byAuthor = measured.postsByAuthor.values.sorted(by: >)
        let firstTenth = byAuthor.prefix(shape.people / 10).reduce(0, +)
        #expect(Double(firstTenth) / Double(shape.posts) > 0.45)
        #expect(Double(byAuthor.first ?? 0) / Double(shape.posts) < 0.05)
        #expect(measured.receivers.allSatisfy { $0 >= 1 && $0 <= 12 })
    }

    private func expect(
        _ value: Double,
        _ target: Double,
        within tolerance: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(abs(value - target) <= tolerance, "\(value) is not \(target)", sourceLocation: sourceLocation)
    }
}
