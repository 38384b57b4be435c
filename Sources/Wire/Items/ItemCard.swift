import JSON
public import SocialModel

/// A post's item (diaspora-behaviour §13.1) as bytes with holes for what depends on the viewer and for the counters.
///
/// It is built once from a post's contents and spliced into every page that
/// shows the post: copying what lies between the holes, and filling them.
public struct ItemCard: Sendable {
    /// The post.
    public let post: PostNumber
    /// The post whose item goes into `root`, for a reshare whose root still exists.
    public let root: PostNumber?
    /// Everybody whose name or avatar stands in it; when one changes, the card is out of date.
    public let people: [PersonNumber]

    /// The item without its holes' contents and its closing brace.
    let bytes: [UInt8]
    let holes: [Hole]
    let comments: [GUID]
    let answers: [(guid: GUID, row: Int64?)]
    /// Whether what it shows is not safe for work; nil if that is gone.
    let isNSFW: Bool?
    /// Where the bytes after `interactions.comments` begin.
    let commentsEnd: Int

    /// A place in the bytes where something is put in.
    struct Hole: Sendable {
        var offset: Int
        var kind: Kind

        enum Kind: UInt8, Sendable {
            case nsfw
            case root
            case pollAnswer
            case participation
            case like
            case reshare
            case commentsCount
            case likesCount
            case resharesCount
            /// The member `comments`, which a nested item does not have.
            case comments
            case commentLike
        }
    }

    /// The item of a reshare's root, with what goes into its holes.
    public struct Root: Sendable {
        /// The root's card.
        public var card: ItemCard
        /// What the viewer did there.
        public var overlay: ViewerOverlay
        /// The root's counters.
        public var counts: PostCounts

        /// Says it in full.
        public init(card: ItemCard, overlay: ViewerOverlay, counts: PostCounts) {
            self.card = card
            self.overlay = overlay
            self.counts = counts
        }
    }

    /// How many bytes an item has at least; for reserving room.
    public var byteCount: Int { bytes.count + 64 }

    /// Appends the item as one viewer sees it.
    ///
    /// - Parameters:
    ///   - overlay: What the viewer did with the post.
    ///   - viewer: The viewer's ``PersonJSON``; empty for nobody, whose overlay shows nothing.
    ///   - counts: The post's counters.
    ///   - root: For a reshare, the root's item; nil writes `null`.
    ///   - appearance: What else depends on who asks.
    public func append(
        to output: inout [UInt8],
        overlay: ViewerOverlay,
        viewer: [UInt8],
        counts: PostCounts,
        root: Root? = nil,
        appearance: ItemAppearance = ItemAppearance()
    ) {
        var position = 0
        var comment = 0
        for hole in holes {
            output.append(contentsOf: bytes[position..<hole.offset])
            position = hole.offset
            switch hole.kind {
            case .nsfw: appendNSFW(appearance, to: &output)
            case .root: Self.append(root, viewer: viewer, appearance, to: &output)
            case .commentLike:
                if !overlay.commentLikes.isEmpty {
                    ActJSON.append(own: overlay.commentLikes[comments[comment]], viewer: viewer, to: &output)
                }
                comment += 1
            case .comments: break
            default: fill(hole.kind, overlay, viewer, counts, &output)
            }
        }
        output.append(contentsOf: bytes[position...])
        output.append(contentsOf: appearance.trailing)
        output.append(UInt8(ascii: "}"))
    }

    private static func append(
        _ root: Root?,
        viewer: [UInt8],
        _ appearance: ItemAppearance,
        to output: inout [UInt8]
    ) {
        guard let root else { return JSONWriter.append(literal: "null", to: &output) }
        root.card.appendNested(
            to: &output,
            overlay: root.overlay,
            viewer: viewer,
            counts: root.counts,
            appearance
        )
    }

    /// Appends the item as a root: without comments, and with no root of its own.
    private func appendNested(
        to output: inout [UInt8],
        overlay: ViewerOverlay,
        viewer: [UInt8],
        counts: PostCounts,
        _ appearance: ItemAppearance
    ) {
        var position = 0
        for hole in holes {
            output.append(contentsOf: bytes[position..<hole.offset])
            position = hole.offset
            if hole.kind == .comments { break }
            if hole.kind == .nsfw {
                appendNSFW(appearance, to: &output)
                continue
            }
            fill(hole.kind, overlay, viewer, counts, &output)
        }
        output.append(contentsOf: bytes[commentsEnd...])
        output.append(UInt8(ascii: "}"))
    }

    /// Fills a hole that takes the same in an item and in a nested one.
    private func fill(
        _ kind: Hole.Kind,
        _ overlay: ViewerOverlay,
        _ viewer: [UInt8],
        _ counts: PostCounts,
        _ output: inout [UInt8]
    ) {
        switch kind {
        case .pollAnswer: appendAnswer(overlay.pollAnswer, to: &output)
        case .participation: JSONWriter.append(overlay.participates, to: &output)
        case .like: ActJSON.append(own: overlay.like, viewer: viewer, to: &output)
        case .reshare: ActJSON.append(own: overlay.reshare, viewer: viewer, to: &output)
        case .commentsCount: JSONWriter.append(Int64(counts.comments), to: &output)
        case .likesCount: JSONWriter.append(Int64(counts.likes), to: &output)
        case .resharesCount: JSONWriter.append(Int64(counts.reshares), to: &output)
        case .root: JSONWriter.append(literal: "null", to: &output)
        case .comments, .commentLike, .nsfw: break
        }
    }

    private func appendNSFW(_ appearance: ItemAppearance, to output: inout [UInt8]) {
        guard let isNSFW else { return JSONWriter.append(literal: "null", to: &output) }
        JSONWriter.append(isNSFW && !appearance.showsNSFW, to: &output)
    }

    private func appendAnswer(_ chosen: GUID?, to output: inout [UInt8]) {
        guard let chosen, let answer = answers.first(where: { $0.guid == chosen }) else {
            return JSONWriter.append(literal: "null", to: &output)
        }
        ItemID.append(row: answer.row, guid: answer.guid, to: &output)
    }
}
