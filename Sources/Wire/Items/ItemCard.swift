import JSON
public import SocialModel

/// A post's item (diaspora-behaviour §13.1) as bytes: what somebody sees who did nothing to the post.
///
/// It is made once of a post's contents and copied into every page that shows the post, whole for most viewers. Where
/// a viewer's own acts go, and a reshare's root, it has holes, which are filled while it is copied.
public final class ItemCard: Sendable {
    /// The post.
    public let post: PostNumber
    /// The post whose item goes into `root`, for a reshare whose root still exists.
    public let root: PostNumber?
    /// Everybody whose name or avatar stands in it; when one changes, the card is out of date.
    public let people: [PersonNumber]
    /// The counters that it shows.
    public let counts: PostCounts

    private let layout: Layout

    /// The item's bytes, and what stands where.
    struct Layout: Sendable {
        var bytes: [UInt8] = []
        /// Ascending.
        var holes: [Hole] = []
        /// The three counters with their names.
        var counters = 0..<0
        /// The member `comments` with the comma before it, which a nested item does not have.
        var comments = 0..<0
        /// Whether what it shows is not safe for work; nil if that is gone.
        var isNSFW: Bool?
        var lastComments: [GUID] = []
        var answers: [(guid: GUID, row: Int64?)] = []
    }

    /// What stands in the bytes as nobody's, and is another thing for some.
    struct Hole: Sendable {
        var range: Range<Int>
        var kind: Kind

        enum Kind: Sendable {
            case nsfw, root, pollAnswer, participation, like, reshare
            /// Of which of the last comments.
            case commentLike(Int)
        }
    }

    /// A reshare's root, as it is seen there.
    public struct Root: Sendable {
        /// The root's card.
        public var card: ItemCard
        /// What the viewer did to the root; nil: nothing.
        public var overlay: ViewerOverlay?

        /// Says it in full.
        public init(card: ItemCard, overlay: ViewerOverlay? = nil) {
            self.card = card
            self.overlay = overlay
        }
    }

    init(post: PostNumber, root: PostNumber?, people: [PersonNumber], counts: PostCounts, _ layout: Layout) {
        self.post = post
        self.root = root
        self.people = people
        self.counts = counts
        self.layout = layout
    }

    /// How many bytes it takes in memory.
    public var byteCount: Int { layout.bytes.count + layout.holes.count * MemoryLayout<Hole>.stride + 256 }

    /// The same card with other counters.
    public func counted(_ counts: PostCounts) -> ItemCard {
        var new = layout
        new.bytes.reserveCapacity(layout.bytes.count + 16)
        new.bytes.removeLast(layout.bytes.count - layout.counters.lowerBound)
        new.append(counts)
        let shift = new.bytes.count - layout.counters.upperBound
        new.bytes.append(contentsOf: layout.bytes[layout.counters.upperBound...])
        new.comments = layout.comments.shifted(by: shift)
        for index in new.holes.indices where new.holes[index].range.lowerBound >= layout.counters.upperBound {
            new.holes[index].range = new.holes[index].range.shifted(by: shift)
        }
        return ItemCard(post: post, root: root, people: people, counts: counts, new)
    }

    // MARK: - Into a page

    /// Appends the item as one viewer sees it.
    ///
    /// - Parameters:
    ///   - output: What it is appended to.
    ///   - overlay: What the viewer did with the post; nil: nothing.
    ///   - viewer: The viewer's ``PersonJSON``; empty for nobody, whose overlay shows no acts.
    ///   - root: For a reshare, the root's item; nil writes `null`.
    ///   - appearance: What else depends on who asks.
    public func append(
        to output: inout [UInt8],
        overlay: ViewerOverlay?,
        viewer: [UInt8],
        root: Root? = nil,
        appearance: ItemAppearance = ItemAppearance()
    ) {
        append(upTo: layout.bytes.count - 1, overlay, viewer, root, appearance, to: &output)
        output.append(contentsOf: appearance.trailing)
        output.append(UInt8(ascii: "}"))
    }

    /// Appends the item as a root: without comments, and with no root of its own.
    private func appendNested(
        _ overlay: ViewerOverlay?,
        _ viewer: [UInt8],
        _ appearance: ItemAppearance,
        to output: inout [UInt8]
    ) {
        append(upTo: layout.comments.lowerBound, overlay, viewer, nil, appearance, to: &output)
        output.append(contentsOf: layout.bytes[layout.comments.upperBound...])
    }

    private func append(
        upTo end: Int,
        _ overlay: ViewerOverlay?,
        _ viewer: [UInt8],
        _ root: Root?,
        _ appearance: ItemAppearance,
        to output: inout [UInt8]
    ) {
        var position = 0
        if overlay != nil || root != nil || appearance.showsNSFW {
            for hole in layout.holes where hole.range.lowerBound < end {
                let content = content(of: hole.kind, overlay, root, isKnown: !viewer.isEmpty, appearance)
                if case .unchanged = content { continue }
                output.append(contentsOf: layout.bytes[position..<hole.range.lowerBound])
                position = hole.range.upperBound
                append(content, viewer, appearance, to: &output)
            }
        }
        output.append(contentsOf: layout.bytes[position..<end])
    }

    // MARK: - Holes

    /// What goes into a hole for a viewer.
    private enum Content {
        /// What stands there for everybody.
        case unchanged
        case flag(Bool)
        case act(ViewerOverlay.Act)
        case id(row: Int64?, guid: GUID)
        case item(Root)
    }

    private func content(
        of kind: Hole.Kind,
        _ overlay: ViewerOverlay?,
        _ root: Root?,
        isKnown: Bool,
        _ appearance: ItemAppearance
    ) -> Content {
        switch kind {
        case .nsfw: appearance.showsNSFW && layout.isNSFW == true ? .flag(false) : .unchanged
        case .root: root.map { .item($0) } ?? .unchanged
        case .participation: overlay?.participates == true ? .flag(true) : .unchanged
        case .like: act(overlay?.like, isKnown)
        case .reshare: act(overlay?.reshare, isKnown)
        case .commentLike(let index): act(overlay?.commentLikes[layout.lastComments[index]], isKnown)
        case .pollAnswer:
            overlay?.pollAnswer.flatMap { chosen in layout.answers.first { $0.guid == chosen } }
                .map { .id(row: $0.row, guid: $0.guid) } ?? .unchanged
        }
    }

    private func act(_ act: ViewerOverlay.Act?, _ isKnown: Bool) -> Content {
        if let act, isKnown { .act(act) } else { .unchanged }
    }

    private func append(
        _ content: Content,
        _ viewer: [UInt8],
        _ appearance: ItemAppearance,
        to output: inout [UInt8]
    ) {
        switch content {
        case .unchanged: break
        case .flag(let flag): JSONWriter.append(flag, to: &output)
        case .act(let act): ActJSON.append(guid: act.guid, author: viewer, createdAt: act.createdAt, to: &output)
        case .id(let row, let guid): ItemID.append(row: row, guid: guid, to: &output)
        case .item(let root): root.card.appendNested(root.overlay, viewer, appearance, to: &output)
        }
    }
}

extension ItemCard.Layout {
    /// Appends the counters with their names.
    mutating func append(_ counts: PostCounts) {
        let start = bytes.count
        JSONWriter.append(literal: #""comments_count":"#, to: &bytes)
        JSONWriter.append(Int64(counts.comments), to: &bytes)
        JSONWriter.append(literal: #","likes_count":"#, to: &bytes)
        JSONWriter.append(Int64(counts.likes), to: &bytes)
        JSONWriter.append(literal: #","reshares_count":"#, to: &bytes)
        JSONWriter.append(Int64(counts.reshares), to: &bytes)
        counters = start..<bytes.count
    }
}

extension Range<Int> {
    fileprivate func shifted(by count: Int) -> Range<Int> { lowerBound + count..<upperBound + count }
}
