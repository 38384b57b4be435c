import GRDB
import Ledger
import Logging
import NIOCore
import NIOPosix
import SocialModel
import TestSupport
import Testing

@testable import Engine
@testable import Streams

/// `engine.verify` finds whatever is wrong with a view.
@Suite struct VerifyTests {
    private let folder: ScratchFolder

    /// A ledger in which a random history has happened.
    init() throws {
        folder = try ScratchFolder()
        let writer = try Ledger(folder: folder.path).openWriter()
        var history = RandomHistory(seed: 5)
        var changes = history.beginning.map { ($0, Timestamp(seconds: history.now)) }
        changes += (1...700).map { _ in history.next() }
        let calls = changes.map { (WriteCall.apply([$0.0], skipRefused: true), $0.1) }
        _ = try writer.commit(calls)
    }

    private func withEngine(_ body: (Engine) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var log = Logger(label: "test")
        log.logLevel = .critical
        let engine = try await Engine.open(EngineConfiguration(folder: folder.path), on: group.next(), log: log)
        for id in RandomHistory.locals { await engine.readActs(of: id) }
        try await body(engine)
        await engine.stop()
        try await group.shutdownGracefully()
    }

    /// What a viewer did is read with the first request, and is what an index holds that has read everything.
    @Test func actsAreReadWhenTheirUserAsks() async throws {
        let whole = StreamIndex()
        _ = try await whole.load(from: Ledger(folder: folder.path).openReader(label: "test"))
        let expected = Overlays(whole)
        try #require(expected.byUser.count > 2 && expected.byUser.values.contains { $0.contains { $0 != .none } })
        try await withEngine { engine in
            try await engine.change { index in #expect(Overlays(index) == expected) }
        }
    }

    private struct Overlays: Equatable {
        var byUser: [UserNumber: [ViewerOverlay]] = [:]

        init(_ index: StreamIndex) {
            for id in RandomHistory.locals {
                guard let user = index.user(id), let acts = index.acts(of: user) else { continue }
                byUser[user] = (1..<UInt32(index.posts.count)).map {
                    index.overlay(of: PostNumber($0), acts) ?? .none
                }
            }
        }
    }

    @Test func nothingIsFoundWhereNothingIsWrong() async throws {
        try await withEngine { engine in
            let result = try await engine.verify()
            #expect(result.count == 0, "\(result.findings)")
            let counts = try await engine.status().counts.reduce(into: [:]) { $0[$1.name] = $1.count }
            #expect(result.checked.posts == counts["posts"])
            #expect(result.checked.users == counts["users"])
            #expect(result.checked.people == counts["people"])
            #expect(result.checked.entries > 0 && result.checked.texts > 0)
        }
    }

    /// Ways in which an index may go wrong, and what is found.
    private static let corruptions: [(ViewFinding.Part, ViewFinding.Fault, @Sendable (StreamIndex) throws -> Void)] = [
        (.posts, .missing, { $0.posts.kill(try $0.somePost()) }),
        (.author, .different, { $0.posts.set(try $0.somePost(), author: PersonNumber(9_999)) }),
        (
            .counts, .different,
            { $0.posts.set(try $0.somePost(), counts: PostCounts(comments: 99, likes: 0, reshares: 0)) }
        ),
        (.interacted, .different, { $0.posts.set(try $0.somePost(), interacted: 7) }),
        (
            .root, .different,
            { index in
                let reshare = try #require(
                    (1..<UInt32(index.posts.count)).first { index.posts.root(PostNumber($0)) != nil }
                )
                index.posts.setRootless(PostNumber(reshare))
            }
        ),
        (.created, .missing, { $0.time.remove($0.posts.key(try $0.somePost()).value) }),
        (.created, .extra, { $0.time.insert($0.posts.key(try $0.somePost()).value) }),
        (.interacted, .extra, { $0.interactions.insert(OrderKey(second: 1, post: try $0.somePost()).value) }),
        (
            .byAuthor, .missing,
            { index in
                let post = try index.somePost()
                index.byAuthor[Int(index.posts.author[Int(post.value)])].remove(index.posts.key(post))
            }
        ),
        (
            .byAuthor, .extra,
            { index in
                let post = try index.somePost()
                let other = index.posts.author[Int(post.value)] == 1 ? 2 : 1
                index.byAuthor[other].insert(index.posts.key(post))
            }
        ),
        (
            .byTag, .extra,
            { index in
                let post = try #require(
                    index.alive.first { post in !index.byTag[1].contains(index.posts.key(post)) }
                )
                index.byTag[1].insert(index.posts.key(post))
            }
        ),
        (
            .byTag, .missing,
            { index in
                let key = try #require(
                    index.byTag.flatMap(\.keys).map { OrderKey($0) }.first { index.posts.holds($0.post) }
                )
                for list in index.byTag.indices { index.byTag[list].remove(key) }
            }
        ),
        (
            .byMention, .missing,
            { index in
                let lists = index.byMention.flatMap(\.keys).map { OrderKey($0) }
                let key = try #require(lists.first { index.posts.holds($0.post) })
                for list in index.byMention.indices { index.byMention[list].remove(key) }
            }
        ),
        // A limited post that reaches somebody whom it was not for.
        (
            .received, .extra,
            { index in
                let user = try index.someUser()
                let post = try #require(
                    index.alive.first { post in
                        !index.posts.flags[Int(post.value)].contains(.isPublic)
                            && !index.isVisible(post, to: user)
                    }
                )
                index.users[Int(user.value)]?.received.insert(index.posts.key(post))
            }
        ),
        (
            .received, .missing,
            { index in
                for user in index.users.compactMap({ $0 }) {
                    let received = user.received.keys.map { OrderKey($0) }.first { index.posts.holds($0.post) }
                    guard let received else { continue }
                    user.received.remove(received)
                    return
                }
                Issue.record("nobody received anything")
            }
        ),
        (.blocked, .extra, { $0.users[Int(try $0.someUser().value)]?.blocked.insert(77) }),
        (.hidden, .extra, { $0.users[Int(try $0.someUser().value)]?.hidden.insert(try $0.unhidden().value) }),
        (
            .aspects, .extra,
            { index in
                let user = try #require(index.users[Int(try index.someUser().value)])
                let aspect = try #require(user.aspects.values.first)
                user.members[aspect, default: []].append(1_000)
            }
        ),
        (.tags, .extra, { $0.users[Int(try $0.someUser().value)]?.tags.append(TagNumber(99)) }),
        (
            .acts, .missing,
            { index in
                for user in index.users.compactMap({ $0 }) {
                    let liked = user.acts.liked.posts.keys.map { OrderKey($0) }.first { index.posts.holds($0.post) }
                    guard let liked else { continue }
                    user.acts.liked.set(liked, nil)
                    return
                }
                Issue.record("nobody likes anything")
            }
        ),
        (.users, .missing, { $0.users[Int(try $0.someUser().value)] = nil }),
        (.people, .different, { $0.people[1].insert(.closed) }),
        (
            .spotlight, .different,
            { index in
                if index.spotlight.remove(1) == nil { index.spotlight.insert(1) }
            }
        ),
    ]

    @Test(arguments: corruptions.indices)
    func eachCorruptionIsFound(number: Int) async throws {
        let (part, fault, corrupt) = Self.corruptions[number]
        try await withEngine { engine in
            try await engine.change(corrupt)
            let result = try await engine.verify()
            let places = result.findings.map { ($0.place.part, $0.place.fault) }
            #expect(places.contains { $0 == (part, fault) }, "\(part) \(fault): \(places)")
        }
    }

    @Test func whatIsWrongInAFileIsFound() async throws {
        try await withEngine { engine in
            try await engine.searchReach(await engine.seq, within: .seconds(600))
            let search = try DatabaseQueue(path: folder.path + "/search.sqlite")
            try await search.write { db in
                try db.execute(sql: "INSERT INTO words_1(words_1) VALUES ('delete-all')")
            }
            try search.close()
            let lost = try await engine.verify()
            #expect(lost.count == lost.checked.texts)
            #expect(
                lost.findings.allSatisfy { $0.place.part == .texts && $0.place.fault == .missing && $0.post != nil }
            )

            let ledger = try DatabaseQueue(path: folder.path + "/ledger.sqlite")
            try await ledger.write { db in
                try db.execute(sql: "UPDATE posts SET likes = likes + 1 WHERE number = (SELECT max(number) FROM posts)")
            }
            try ledger.close()
            let miscounted = try await engine.verify()
            #expect(Set(miscounted.findings.map(\.place.part)) == [.texts, .ledger, .counts])
        }
    }
}

extension Engine {
    fileprivate func change(_ body: @Sendable (StreamIndex) throws -> Void) throws { try body(index) }
}

extension StreamIndex {
    fileprivate var alive: [PostNumber] {
        (1..<UInt32(posts.count)).map { PostNumber($0) }.filter(posts.holds)
    }

    /// A post in the middle of the history.
    fileprivate func somePost() throws -> PostNumber { try #require(alive.dropFirst(alive.count / 2).first) }

    fileprivate func someUser() throws -> UserNumber {
        try #require(users.indices.first { users[$0] != nil }.map { UserNumber(UInt32($0)) })
    }

    fileprivate func unhidden() throws -> PostNumber {
        let hidden = try #require(users[Int(try someUser().value)]).hidden
        return try #require(alive.first { !hidden.contains($0.value) })
    }
}
