import SocialModel

@testable import Corpus

/// What a world turned out to be, counted post by post.
struct WorldMeasures {
    var messages = 0
    var localMessages = 0
    var localPosts = 0
    var reshares = 0
    var limitedLocal = 0
    var limitedRemote = 0
    var receivers: [Int] = []
    var texts = 0
    var tagged = 0
    var tags = 0
    var mentioning = 0
    var pictured = 0
    var pictures = 0
    var polls = 0
    var locations = 0
    var late = 0
    var future = 0
    var sameSecond = 0
    var hours = [Int](repeating: 0, count: 24)
    var comments = 0
    var remoteComments = 0
    var early = 0
    var retractedComments = 0
    var mostComments = 0
    var likes = 0
    var hides = 0
    var withoutInteractions = 0
    var retractedPosts = 0
    var postsByAuthor: [UInt32: Int] = [:]
    var languages: [String: Int] = [:]
    private var uses: [String: Int] = [:]

    var differentTags: Int { uses.count }

    /// How much of all uses of tags is of the most used one.
    var mostUsedTag: (name: String, share: Double) {
        guard let most = uses.max(by: { $0.value < $1.value }) else { return ("", 0) }
        return (most.key, Double(most.value) / Double(tags))
    }

    init(_ world: World) {
        for person in 0..<world.people.count { languages[world.people.language(person).code, default: 0] += 1 }
        for post in 0..<world.postCount {
            countStructure(world, post)
            if case .statusMessage(let message) = world.entity(ofPost: post) { count(message) }
            countInteractions(world, post)
        }
    }

    private mutating func countStructure(_ world: World, _ post: Int) {
        let timeline = world.timeline
        let isLocal = world.people.isLocal(Int(timeline.authors[post]))
        postsByAuthor[timeline.authors[post], default: 0] += 1
        if isLocal { localPosts += 1 }
        if timeline.isReshare(post) {
            reshares += 1
        } else {
            messages += 1
            if isLocal { localMessages += 1 }
        }
        if timeline.isLimited(post) {
            if isLocal {
                limitedLocal += 1
            } else {
                limitedRemote += 1
                receivers.append(world.audience(of: post).recipients.count)
            }
        }
        let arrival = timeline.arrivals[post]
        if timeline.dates[post] + 3_600 <= arrival { late += 1 }
        if timeline.dates[post] > arrival { future += 1 }
        if post > 0, timeline.arrivals[post - 1] == arrival { sameSecond += 1 }
        hours[Int(arrival / 3_600 % 24)] += 1
        if timeline.retraction(post) != nil { retractedPosts += 1 }
    }

    private mutating func count(_ message: StatusMessage) {
        if !message.photos.isEmpty { pictured += 1 }
        pictures += message.photos.count
        if message.poll != nil { polls += 1 }
        if message.location != nil { locations += 1 }
        guard let text = message.text else { return }
        texts += 1
        let own = TagGrammar.tags(in: text)
        if !own.isEmpty { tagged += 1 }
        tags += own.count
        for tag in own { uses[tag, default: 0] += 1 }
        if text.utf8.starts(with: "@{".utf8) { mentioning += 1 }
    }

    private mutating func countInteractions(_ world: World, _ post: Int) {
        let interactions = world.interactions(withPost: post)
        if interactions.isEmpty { withoutInteractions += 1 }
        var ownComments = 0
        for interaction in interactions {
            switch interaction.kind {
            case .comment:
                ownComments += 1
                if interaction.retraction != nil { retractedComments += 1 }
                if interaction.arrival < world.timeline.arrivals[post] { early += 1 }
            case .like, .commentLike: likes += 1
            case .hide: hides += 1
            }
        }
        comments += ownComments
        mostComments = max(mostComments, ownComments)
        if !world.people.isLocal(Int(world.timeline.authors[post])), !world.timeline.isLimited(post) {
            remoteComments += ownComments
        }
    }
}
