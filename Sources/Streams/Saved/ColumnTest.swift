import Ledger
import Query
import SocialModel

/// What the columns alone tell of a query: a test that every post passes which matches, and few others.
///
/// A walk through all posts asks it of each, before who may see the post and the query itself are asked, which costs many
/// times as much. It holds columns, so that it is made and let go of within one call, as `PostJudge` is.
struct ColumnTest {
    /// How many posts are passed over in a step, and how many steps it is to judge one that passes.
    ///
    /// Measured (Docs/architecture.md): 7 ns and 350 ns.
    static let passedInStep = 4
    static let stepsOfJudging = 8

    /// One of these at least has what matches.
    private let boxes: [ColumnBox]
    private let posts: JudgedPosts
    private let counts: CountColumn

    init(_ query: QueryNode<BoundNames>, _ index: StreamIndex) {
        boxes = Self.boxes(of: query) ?? [ColumnBox()]
        posts = index.posts.judged
        counts = index.posts.counts
    }

    /// Whether a post, one that is or was there, may match.
    func mayMatch(_ post: Int) -> Bool {
        let (flags, counts) = (posts.flags[post].rawValue, counts.small(post))
        for box in boxes
        where flags & box.mask == box.flags && box.has(counts) && box.seconds.contains(posts.second[post])
            && (box.author ?? posts.author[post]) == posts.author[post]
        {
            return true
        }
        return false
    }

    /// Whether the columns tell anything of a query.
    static func narrows(_ query: QueryNode<BoundNames>) -> Bool { boxes(of: query) != nil }

    // MARK: - From a query

    /// More than so many cost more than they spare.
    private static let most = 8

    /// Boxes that together have all posts that match a node; nil: nothing less than all posts.
    private static func boxes(of node: QueryNode<BoundNames>) -> [ColumnBox]? {
        switch node {
        case .and(let nodes):
            return nodes.reduce(nil as [ColumnBox]?) { known, node in
                guard let more = boxes(of: node) else { return known }
                guard let known else { return more }
                let both = known.flatMap { one in more.compactMap { one.intersection($0) } }
                return both.count > most ? known : both
            }
        case .or(let nodes):
            var all: [ColumnBox] = []
            for node in nodes {
                guard let more = boxes(of: node) else { return nil }
                all += more
            }
            return all.count > most ? nil : all
        case .not(let node): return others(node)
        case .has(let attachment): return [ColumnBox(attachment.flag, isSet: true)]
        case .flag(.isPublic): return [ColumnBox(.isPublic, isSet: true)]
        case .flag(.isLimited): return [ColumnBox(.isPublic, isSet: false)]
        case .flag(.nsfw): return [ColumnBox(.nsfw, isSet: true)]
        case .flag(.reshare): return [ColumnBox(.reshare, isSet: true)]
        case .from(let people): return people.count > most ? nil : people.map { ColumnBox(author: $0) }
        case .language(let language): return [ColumnBox(language)]
        case .written(let seconds): return ColumnBox.written(seconds)
        case .count(let counter, let range): return [ColumnBox(counter, range)]
        case .phrase, .tag, .mentions, .aspect, .flag: return nil
        }
    }

    /// Boxes that together have all posts that do not match a leaf.
    private static func others(_ leaf: QueryNode<BoundNames>) -> [ColumnBox]? {
        switch leaf {
        case .has(let attachment): [ColumnBox(attachment.flag, isSet: false)]
        case .flag(.nsfw): [ColumnBox(.nsfw, isSet: false)]
        case .flag(.reshare): [ColumnBox(.reshare, isSet: false)]
        case .written(let seconds):
            ColumnBox.written(.min..<seconds.lowerBound) + ColumnBox.written(seconds.upperBound ..< .max)
        case .count(let counter, let range):
            [
                range.lowerBound > 0 ? 0...range.lowerBound - 1 : nil,
                range.upperBound < .max ? range.upperBound + 1 ... .max : nil,
            ]
            .compactMap { $0 }.map { ColumnBox(counter, $0) }
        default: nil
        }
    }
}
