import Foundation
import Ledger
import SocialModel
import Streams

// How fast the stream index answers at the size of a large pod, without sockets, cards and disks: what a page costs by
// either plan, what a post costs to apply, and how many bytes a post takes.
//
//   swift run -c release IndexBenchmark [posts]
//   swift run -c release IndexBenchmark growth      pages of half a million posts beside those of eight

/// Numbers as even as an index needs them; the corpus's own generator is for whole worlds.
struct Numbers {
    var state: UInt64 = 42

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    mutating func uniform() -> Double { Double(next()) / Double(1 << 31) }

    /// Zipf-like: small numbers often.
    mutating func zipf(_ count: Int) -> Int { min(count - 1, Int(pow(Double(count), uniform())) - 1) }
}

struct World {
    let posts: Int
    let people = 110_000
    let users = 10_000
    let tags = 100_000
    let index = StreamIndex()
    var numbers = Numbers()

    init(posts: Int) { self.posts = posts }

    mutating func fill() {
        for person in 1...people { index.apply(.person(PersonNumber(UInt32(person)), person <= users ? .local : [])) }
        for user in 1...users {
            guard let id = DiasporaID("user\(user)@pod.example") else { continue }
            index.apply(.user(UserNumber(UInt32(user)), id: id, person: PersonNumber(UInt32(user)), spotlight: false))
            index.apply(.aspect(AspectNumber(UInt32(user)), user: UserNumber(UInt32(user)), name: "Friends"))
            for _ in 0..<35 {
                let tag = TagNumber(UInt32(numbers.zipf(tags) + 1))
                index.apply(.tagFollowing(user: UserNumber(UInt32(user)), tag: tag, set: true))
            }
        }
        for post in 1...posts { index.apply(.post(facts(post))) }
    }

    mutating func facts(_ post: Int) -> PostFacts {
        // A fifth is limited to some users; half have a tag or three.
        let isPublic = numbers.next() % 5 != 0
        let tagCount = numbers.next() % 2 == 0 ? Int(numbers.next() % 3) + 1 : 0
        return PostFacts(
            key: OrderKey(second: UInt32(1_400_000_000 + post * 60), post: PostNumber(UInt32(post))),
            millisecond: 0,
            author: PersonNumber(UInt32((numbers.zipf(people) * 7_919) % people + 1)),
            flags: isPublic ? .isPublic : [],
            root: nil,
            tags: (0..<tagCount).map { _ in TagNumber(UInt32(numbers.zipf(tags) + 1)) },
            mentions: [],
            recipients: isPublic ? [] : (0..<3).map { _ in UserNumber(UInt32(numbers.next() % UInt64(users)) + 1) },
            aspects: [],
            counts: PostCounts(),
            interacted: 0
        )
    }

    /// Gives a user so many contacts, liked as people like: some post much, most little.
    mutating func befriend(_ user: UInt32, _ count: Int) {
        var chosen: Set<UInt32> = []
        while chosen.count < count { chosen.insert(UInt32((numbers.zipf(people) * 7_919) % people + 1)) }
        for person in chosen {
            index.apply(
                .contact(user: UserNumber(user), person: PersonNumber(person), aspects: [AspectNumber(user)])
            )
        }
    }
}

func residentBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
}

/// The median of many runs, in microseconds.
func median(_ runs: Int, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    let times = (0..<runs).map { _ in
        let time = clock.measure(body)
        return Double(time.components.attoseconds) / 1e12 + Double(time.components.seconds) * 1e6
    }
    return times.sorted()[runs / 2]
}

@main
enum IndexBenchmark {
    static let viewers: [(user: UInt32, contacts: Int)] = [(1, 30), (2, 150), (3, 1_000), (4, 3_000)]

    static func main() {
        if CommandLine.arguments.dropFirst().first == "growth" { growth() } else { one() }
    }

    /// Two worlds in one run, a page of each in turn, so that a slow moment of the machine meets both.
    static func growth() {
        let worlds = [500_000, 8_000_000].map { posts in
            var world = World(posts: posts)
            world.fill()
            for viewer in viewers { world.befriend(viewer.user, viewer.contacts) }
            return world
        }
        print("home, 15 posts, microseconds (median):  contacts    \(worlds.map { $0.posts })   ratio")
        for viewer in viewers {
            let query = StreamQuery(.home, viewer: UserNumber(viewer.user))
            var times: [[Double]] = [[], []]
            for _ in 0..<501 {
                for (place, world) in worlds.enumerated() {
                    times[place].append(median(1) { _ = world.index.page(query, limit: 16) })
                }
            }
            let medians = times.map { $0.sorted()[$0.count / 2] }
            print(
                String(format: "%48d %9.1f %9.1f", viewer.contacts, medians[0], medians[1])
                    + String(format: "%8.2f", medians[1] / medians[0])
            )
        }
    }

    static func one() {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 3_800_000
        var world = World(posts: count)
        let before = residentBytes()
        let clock = ContinuousClock()
        let filling = clock.measure { world.fill() }
        print("\(count) posts: filled in \(filling), \((residentBytes() - before) / count) bytes resident a post")
        for viewer in viewers { world.befriend(viewer.user, viewer.contacts) }
        print("home, 15 posts, microseconds (median):  contacts    walk   merge  chosen   page 1,000")
        for (user, contacts) in viewers {
            func page(_ plan: StreamPlan, before: OrderKey = .top) -> [OrderKey] {
                world.index.page(
                    StreamQuery(.home, viewer: UserNumber(user)),
                    before: before,
                    limit: 16,
                    plan: plan
                )
            }
            var deep = OrderKey.top
            for _ in 0..<1_000 { deep = page(.cheaper, before: deep).last ?? deep }
            let times = [
                median(301) { _ = page(.walk) }, median(301) { _ = page(.merge) }, median(301) { _ = page(.cheaper) },
                median(301) { _ = page(.cheaper, before: deep) },
            ]
            let texts = times.map { String(format: "%8.1f", $0) }.joined()
            print(String(format: "%48d", contacts) + texts)
        }
        var next = count
        let applying = median(2_001) {
            next += 1
            world.index.apply(.post(world.facts(next)))
        }
        print(String(format: "applying a post: %.2f microseconds", applying))
    }
}
