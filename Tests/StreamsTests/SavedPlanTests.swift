import Query
import SocialModel
import TestSupport
import Testing

@testable import Streams

/// What is looked through for a query without words.
@Suite struct SavedPlanTests {
    private static let posts = 1_001

    private let world: LargeWorld
    private let ana: UserNumber
    private let friends: AspectNumber

    init() async throws {
        world = try await LargeWorld { ana, rex in
            try [LargeWorld.follow(rex, by: ana)]
                + (0..<Self.posts).map { try LargeWorld.post("p\($0)", by: rex, at: Int64($0)) }
        }
        ana = try #require(world.index.user(world.ana))
        friends = try #require(world.index.aspect("Friends", of: ana))
    }

    /// How many posts are found in each stretch of so many steps.
    private func stretches(of steps: Int, _ root: QueryNode<BoundNames>) -> [Int] {
        let query = IndexQuery(BoundQuery(root: root), tags: [:])
        var reader = PageReader(StreamQuery(.saved(query), viewer: ana), before: .top, limit: 10_000)
        var found: [Int] = []
        while !reader.isComplete {
            let before = reader.keys.count
            reader.advance(world.index, steps: steps)
            found.append(reader.keys.count - before)
        }
        return found
    }

    @Test func toJudgeAPostCostsMoreThanToPassItOver() {
        // All match, of a walk as of a list.
        for root in [QueryNode<BoundNames>.not(.tag("cat")), .aspect([friends])] {
            let found = stretches(of: 80, root)
            #expect(found.reduce(0, +) == Self.posts)
            #expect(found.allSatisfy { $0 <= 80 / ColumnTest.stepsOfJudging })
        }
        // None has one.
        let passed = 80 * ColumnTest.passedInStep
        #expect(stretches(of: 80, .has(.video)) == Array(repeating: 0, count: (Self.posts + passed - 1) / passed))
    }

    @Test func anORIsSplitIntoListsAndAWalk() {
        func sources(_ root: QueryNode<BoundNames>) -> [String] {
            world.index.terms(of: IndexQuery(BoundQuery(root: root), tags: [:]), ana).map { term in
                switch term.source {
                case .everything(nil): "all"
                case .everything(let condition?): ColumnTest.narrows(condition) ? "some" : "all"
                case .list: "list"
                case .members: "aspect"
                case .spotlight: "spotlight"
                }
            }
        }
        #expect(sources(.flag(.liked)) == ["list"])
        #expect(sources(.or([.flag(.liked), .aspect([friends])])) == ["list", "aspect"])
        #expect(sources(.or([.flag(.liked), .has(.video)])) == ["some", "list"])
        #expect(sources(.and([.or([.flag(.liked), .has(.video)]), .flag(.isPublic)])) == ["some", "list"])
        #expect(sources(.or([.flag(.liked), .not(.tag("cat"))])) == ["all"])
        #expect(
            sources(
                .and([.or([.flag(.liked), .not(.tag("cat"))]), .or([.flag(.commented), .count(.likes, 100...200)])])
            ) == ["some", "list"]
        )
    }
}
