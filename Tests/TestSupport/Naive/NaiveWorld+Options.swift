public import SocialModel

extension NaiveWorld {
    /// All that a reading has, sorted: every filter but the share of an author on a page.
    func ordered(_ reading: NaiveReading, _ viewer: DiasporaID?) -> [NaivePost] {
        let options = reading.options
        let stream = members(reading.stream, viewer).filter { keeps($0, options, viewer) }
            .sorted { place($0, reading.order) > place($1, reading.order) }
        var shown = stream
        if options.groupsReshares {
            shown = stream.enumerated().filter { index, post in
                !stream[..<index].contains { ($0.root ?? $0.guid) == (post.root ?? post.guid) }
            }.map(\.element)
        }
        // Where a walk begins is not what the stream consists of.
        return shown.filter { post in
            options.from.map { place(post, reading.order).second <= $0 } ?? true
        }
    }

    /// What a post sorts by.
    func place(_ post: NaivePost, _ order: NaiveOrder) -> NaivePosition {
        NaivePosition(second: order == .created ? post.second : post.interacted, order: post.order)
    }

    private func keeps(_ post: NaivePost, _ options: NaiveOptions, _ viewer: DiasporaID?) -> Bool {
        let root = post.root.flatMap { self.post($0) }
        let both = [post] + (root.map { [$0] } ?? [])
        if options.hidesReshares, post.isReshare { return false }
        if options.excludesOwn, post.author == viewer { return false }
        if options.hidesNSFW, isNSFW(post) { return false }
        if both.contains(where: { $0.tags.contains(where: options.mutedTags.contains) }) { return false }
        if both.contains(where: { options.mutedPeople.map(current).contains($0.author) }) { return false }
        if let muted = options.muted, both.contains(where: { matches($0, muted, viewer) }) { return false }
        if let language = (root ?? post).language, !options.languages.isEmpty, !options.languages.contains(language) {
            return false
        }
        if let guid = options.arrivedAfter, let other = self.post(guid), post.order <= other.order { return false }
        return true
    }

    /// §2.1(9): of a reshare only its last root decides.
    private func isNSFW(_ post: NaivePost) -> Bool {
        if post.isReshare { return post.root.flatMap { self.post($0) }.map(isNSFW) ?? false }
        return post.isNSFW || person(post.author)?.isNSFW == true
    }

    /// A page: filtered first, then cut; an author who has had a share of it is passed over.
    public func page(
        _ reading: NaiveReading,
        viewer: DiasporaID?,
        limit: Int = 15,
        before position: NaivePosition? = nil
    ) -> NaivePage {
        cut(ordered(reading, viewer), reading, limit, before: position)
    }

    /// All pages, one after the other.
    public func pages(_ reading: NaiveReading, viewer: DiasporaID?, limit: Int) -> [NaivePage] {
        let posts = ordered(reading, viewer)
        var pages = [cut(posts, reading, limit, before: nil)]
        while let next = pages.last?.next { pages.append(cut(posts, reading, limit, before: next)) }
        return pages
    }

    private func cut(
        _ all: [NaivePost],
        _ reading: NaiveReading,
        _ limit: Int,
        before position: NaivePosition?
    ) -> NaivePage {
        let rest = all.filter { post in position.map { place(post, reading.order) < $0 } ?? true }
        var posts: [NaivePost] = []
        for post in rest where posts.count < limit {
            if let share = reading.options.perAuthor, posts.count(where: { $0.author == post.author }) >= share {
                continue
            }
            posts.append(post)
        }
        let last = posts.last.map { place($0, reading.order) }
        let hasMore =
            posts.count == limit && rest.contains { post in last.map { place(post, reading.order) < $0 } ?? false }
        return NaivePage(posts: posts.map(\.guid), next: hasMore ? last : nil)
    }
}
