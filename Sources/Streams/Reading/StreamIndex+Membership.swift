import Ledger
import Query
public import SocialModel

extension StreamIndex {
    /// Whether a post stands in a stream: in one of its terms, and not left out.
    func isMember(_ post: PostNumber, _ expression: StreamExpression) -> Bool {
        let viewer = state(of: expression.viewer)
        let judge = PostJudge(self, viewer)
        return posts.holds(post) && isInTerm(post, expression, viewer, judge) && judge.accepts(post, expression, self)
    }

    /// Whether a post stands in one of a stream's terms, and meets its condition.
    ///
    /// `people` are the authors that the terms of people have, if somebody knows: asking each aspect costs more.
    func isInTerm(
        _ post: PostNumber,
        _ expression: StreamExpression,
        _ viewer: UserState?,
        _ judge: PostJudge,
        people: Bitmap? = nil
    ) -> Bool {
        expression.terms.contains { term in
            isListed(post, term.source, viewer, people) && judge.passes(term.test, post)
        } && meets(post, expression, viewer)
    }

    private func isListed(
        _ post: PostNumber,
        _ source: StreamExpression.Source,
        _ viewer: UserState?,
        _ people: Bitmap?
    ) -> Bool {
        let author = posts.author[Int(post.value)]
        switch source {
        case .everything: return true
        case .list(.author(let person)): return author == person
        case .spotlight: return spotlight.contains(author)
        case .members(let aspects):
            if let people { return people.contains(author) }
            guard let viewer else { return false }
            return viewer.members.contains { aspect, members in
                (aspects?.contains(aspect) ?? true) && members.isAscending(with: author)
            }
        case .list(let list): return self.list(list, viewer).contains(posts.key(post))
        }
    }

    // MARK: - What is left out

    /// Whether a reader's options leave a post in.
    func accepts(_ post: PostNumber, by author: UInt32, _ options: StreamOptions, _ viewer: UserNumber?) -> Bool {
        if let arrival = options.arrivedAfter, post.value <= arrival.value { return false }
        if options.hidesReshares, posts.flags[Int(post.value)].contains(.reshare) { return false }
        if options.hidesNSFW, isShielded(post) { return false }
        let root = posts.root(post)
        if !options.languages.isEmpty, let language = posts.flags[Int((root ?? post).value)].language,
            !options.languages.contains(language)
        {
            return false
        }
        if !options.mutedPeople.isEmpty {
            let rootAuthor = root.map { posts.author[Int($0.value)] }
            if options.mutedPeople.contains(where: { $0.value == author || $0.value == rootAuthor }) { return false }
        }
        for tag in options.mutedTags where Int(tag.value) < byTag.count {
            if byTag[Int(tag.value)].contains(posts.key(post)) { return false }
            if let root, byTag[Int(tag.value)].contains(posts.key(root)) { return false }
        }
        guard let muted = options.muted else { return true }
        let state = state(of: viewer)
        return ![post, root].contains { post in
            post.map { muted.root.matches(IndexedPost(self, $0, state, tags: muted.tags)) } ?? false
        }
    }

    /// Whether a post is not safe for work; of a reshare its last root decides (diaspora-behaviour §2.1(9)).
    func isShielded(_ post: PostNumber) -> Bool {
        var post = post
        while posts.flags[Int(post.value)].contains(.reshare) {
            // A root was there before its reshare, so that this ends.
            guard let root = posts.root(post), root.value < post.value else { return false }
            post = root
        }
        return posts.flags[Int(post.value)].contains(.nsfw)
            || people[Int(posts.author[Int(post.value)])].contains(.nsfw)
    }

    // MARK: - Reshares of one post

    /// What a post passes on, or the post itself: what it is grouped by.
    func group(of post: PostNumber) -> PostNumber { posts.root(post) ?? post }

    /// The posts of a group that are newer than one of them, by the order of a stream, and stand in it.
    func hasNewerOfGroup(_ post: PostNumber, _ expression: StreamExpression) -> Bool {
        let group = group(of: post)
        let reshares = reshares.of(group)
        guard !reshares.isEmpty else { return false }
        let mine = place(of: post, expression.order)
        return (reshares + [group]).contains { other in
            other != post && posts.holds(other) && place(of: other, expression.order) > mine
                && isMember(other, expression)
        }
    }

    /// Who passed on in a stream what a post is or passes on, newest first.
    public func resharers(of post: PostNumber, in query: StreamQuery) -> [PersonNumber] {
        let reshares = reshares.of(group(of: post))
        guard !reshares.isEmpty else { return [] }
        let expression = expression(query)
        return reshares.filter { isMember($0, expression) }
            .sorted { place(of: $0, query.order) > place(of: $1, query.order) }
            .map { PersonNumber(posts.author[Int($0.value)]) }
    }

    /// Where a post stands in an order.
    func place(of post: PostNumber, _ order: StreamOrder) -> OrderKey {
        switch order {
        case .created: posts.key(post)
        case .interacted: posts.interactionKey(post)
        }
    }
}

extension StreamOptions {
    /// Whether a post can be left out for what it is; ``groupsReshares`` and ``perAuthor`` are judged beside others.
    var filters: Bool {
        hidesReshares || hidesNSFW || arrivedAfter != nil || !mutedTags.isEmpty || !mutedPeople.isEmpty
            || !languages.isEmpty || muted != nil
    }
}

extension [UInt32] {
    /// Whether an ascending array has a number.
    fileprivate func isAscending(with number: UInt32) -> Bool {
        let place = partition { $0 >= number }
        return place < count && self[place] == number
    }
}

extension StreamIndex {
    /// The tags that a user follows.
    public func followedTags(of user: UserNumber) -> [TagNumber] { users[safe: user.value]?.tags ?? [] }
}
