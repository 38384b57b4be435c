import JSON
public import SocialModel

extension ItemCard {
    /// Builds the card of a post.
    ///
    /// - Parameters:
    ///   - post: The post's contents.
    ///   - root: For a reshare, the contents of the post at the end of its chain, if that still exists: its text,
    ///     photos, mentions, poll, location and shielding are what the reshare shows.
    ///   - pod: Gives the title of posts without text.
    ///   - counts: The post's counters.
    public convenience init(
        _ post: PostContents,
        root: PostContents? = nil,
        pod: PodPut,
        counts: PostCounts = PostCounts()
    ) {
        var draft = Draft()
        let shown = post.isReshare ? root : post
        draft.appendHead(post, shown: shown, pod: pod)
        draft.appendAttachments(post, shown: shown, photosURL: pod.photosURL)
        draft.appendInteractions(post, counts)
        var layout = draft.layout
        // What grew has room for more; a card stays as it is.
        layout.bytes = Array(layout.bytes[...])
        layout.isNSFW = shown?.isNSFW
        layout.lastComments = post.lastComments.map(\.guid)
        layout.answers = shown?.poll?.answers.map { ($0.guid, shown?.partRowIDs[$0.guid]) } ?? []
        self.init(
            post: post.number,
            root: post.isReshare ? root?.number : nil,
            // The flag of a root's author decides whether the reshare is shielded.
            people: draft.people + (post.isReshare ? root.map { [$0.author.number] } ?? [] : []),
            counts: counts,
            layout
        )
    }
}

/// A card while it is written, member by member in the order of diaspora-behaviour §13.1.
private struct Draft {
    var layout = ItemCard.Layout()
    var people: [PersonNumber] = []
    private var bytes: [UInt8] {
        _read { yield layout.bytes }
        _modify { yield &layout.bytes }
    }

    mutating func appendHead(_ post: PostContents, shown: PostContents?, pod: PodPut) {
        literal(#"{"id":"#)
        ItemID.append(row: post.rowID, guid: post.guid, to: &bytes)
        literal(#","guid":"#)
        JSONWriter.append(post.guid.text, to: &bytes)
        literal(#","public":"#)
        JSONWriter.append(post.isPublic, to: &bytes)
        literal(#","created_at":"#)
        JSONWriter.append(milliseconds: post.createdAt, to: &bytes)
        literal(#","interacted_at":"#)
        JSONWriter.append(milliseconds: post.interactedAt, to: &bytes)
        literal(#","provider_display_name":"#)
        JSONWriter.append(post.providerDisplayName, to: &bytes)
        literal(#","text":"#)
        let text = TagGrammar.withoutBidirectionalWrappers(shown?.text ?? "")
        JSONWriter.append(text, to: &bytes)
        literal(#","post_type":"#)
        literal(post.isReshare ? #""Reshare""# : #""StatusMessage""#)
        literal(#","title":"#)
        let blank = pod.blankTitle(for: post.author.name)
        JSONWriter.append(PostTitle.of(text, mentioned: shown?.mentionedPeople ?? []) ?? blank, to: &bytes)
        literal(#","nsfw":"#)
        hole(.nsfw, shown?.isNSFW.map { $0 ? "true" : "false" } ?? "null")
        literal(#","author":"#)
        PersonJSON.append(post.author, to: &bytes)
        embed([post.author])
    }

    mutating func appendAttachments(_ post: PostContents, shown: PostContents?, photosURL: String?) {
        literal(#","o_embed_cache":"#)
        bytes.append(contentsOf: (shown?.preview.oEmbed ?? "null").utf8)
        literal(#","open_graph_cache":"#)
        bytes.append(contentsOf: (shown?.preview.openGraph ?? "null").utf8)
        literal(#","mentioned_people":"#)
        PersonJSON.append(mentioned: shown?.mentionedPeople ?? [], to: &bytes)
        embed(shown?.mentionedPeople ?? [])
        literal(#","photos":"#)
        AttachmentJSON.append(photosOf: shown, photosURL: photosURL, to: &bytes)
        literal(#","root":"#)
        hole(.root, "null")
        literal(#","location":"#)
        AttachmentJSON.append(shown?.location, to: &bytes)
        literal(#","poll":"#)
        AttachmentJSON.append(pollOf: shown, to: &bytes)
        literal(#","poll_participation_answer_id":"#)
        hole(.pollAnswer, "null")
        literal(#","participation":"#)
        hole(.participation, "false")
    }

    mutating func appendInteractions(_ post: PostContents, _ counts: PostCounts) {
        literal(#","interactions":{"likes":["#)
        hole(.like)
        literal(#"],"reshares":["#)
        hole(.reshare)
        literal("],")
        layout.append(counts)
        let start = bytes.count
        literal(#","comments":["#)
        for (index, comment) in post.lastComments.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            CommentJSON.appendHead(comment, to: &bytes)
            hole(.commentLike(index))
            CommentJSON.appendTail(comment, to: &bytes)
            embed([comment.author])
            embed(comment.mentionedPeople)
        }
        bytes.append(UInt8(ascii: "]"))
        layout.comments = start..<bytes.count
        bytes.append(UInt8(ascii: "}"))
        if let claimedAt = post.claimedAt {
            literal(#","claimed_at":"#)
            JSONWriter.append(milliseconds: claimedAt, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func literal(_ text: String) { JSONWriter.append(literal: text, to: &bytes) }

    /// Notes a hole, in which something stands that is nobody's.
    private mutating func hole(_ kind: ItemCard.Hole.Kind, _ content: String = "") {
        let start = bytes.count
        literal(content)
        layout.holes.append(ItemCard.Hole(range: start..<bytes.count, kind: kind))
    }

    private mutating func embed(_ cards: [PersonCard]) {
        for card in cards where !people.contains(card.number) { people.append(card.number) }
    }
}

extension PodPut {
    /// The title of a post without text by a person of that name.
    func blankTitle(for name: String) -> String {
        let mark = "%{name}"
        guard let range = blankTitle.range(ofASCII: mark) else { return blankTitle }
        return blankTitle[..<range.lowerBound] + name + blankTitle[range.upperBound...]
    }
}

extension String {
    /// Where an ASCII text stands first.
    fileprivate func range(ofASCII wanted: String) -> Range<Index>? {
        var from = startIndex
        while let first = wanted.utf8.first, let start = utf8[from...].firstIndex(of: first) {
            if utf8[start...].starts(with: wanted.utf8) {
                return start..<utf8.index(start, offsetBy: wanted.utf8.count)
            }
            from = utf8.index(after: start)
        }
        return nil
    }
}
