public import SocialModel

extension NaiveWorld {
    /// A whole stream, newest first.
    ///
    /// - Parameter viewer: Who reads; nil is nobody in particular, who sees what is public.
    public func stream(_ kind: NaiveStream, viewer: DiasporaID?) -> [GUID] {
        ordered(NaiveReading(kind), viewer).map(\.guid)
    }

    /// A page, by creation and with everything in it.
    public func page(
        _ kind: NaiveStream,
        viewer: DiasporaID?,
        limit: Int = 15,
        before position: NaivePosition? = nil
    ) -> NaivePage {
        page(NaiveReading(kind), viewer: viewer, limit: limit, before: position)
    }

    /// A stream's posts in no order.
    func members(_ kind: NaiveStream, _ viewer: DiasporaID?) -> [NaivePost] {
        if let viewer, !isLocal(viewer) { return [] }
        return posts.filter { qualifies($0, kind, viewer) && isClean($0, kind, viewer) }
    }

    // MARK: - Visibility

    /// Whether a viewer may see a post: `VIS`, which blocks and hiding do not change.
    public func visible(_ guid: GUID, to viewer: DiasporaID?) -> Bool {
        post(guid).map { isVisible($0, to: viewer) } ?? false
    }

    private func isVisible(_ post: NaivePost, to viewer: DiasporaID?) -> Bool {
        post.isPublic || post.author == viewer || isShared(post, with: viewer)
    }

    private func isShared(_ post: NaivePost, with viewer: DiasporaID?) -> Bool {
        guard let viewer, isLocal(viewer) else { return false }
        return shareVisibilities.contains(NaiveUserPost(user: viewer, post: post.guid))
    }

    /// `CLEAN`; a person's own page shows ignored people too.
    private func isClean(_ post: NaivePost, _ kind: NaiveStream, _ viewer: DiasporaID?) -> Bool {
        guard let viewer else { return true }
        if hidden.contains(NaiveUserPost(user: viewer, post: post.guid)) { return false }
        if case .person = kind { return true }
        return !blocks.contains(NaiveBlock(user: viewer, person: post.author))
    }

    // MARK: - Streams

    /// `S(U)` of diaspora-behaviour §2.2.
    private func qualifies(_ post: NaivePost, _ kind: NaiveStream, _ viewer: DiasporaID?) -> Bool {
        switch kind {
        case .public: return post.isPublic
        case .localPublic: return post.isPublic && isLocal(post.author)
        case .tag(let name):
            return isVisible(post, to: viewer) && !post.isReshare
                && post.tags.contains(TagGrammar.lowercased(name.filter { $0 != "#" }))
        case .person(let person): return post.author == current(person) && isVisible(post, to: viewer)
        case .saved(let query): return isVisible(post, to: viewer) && matches(post, query, viewer)
        case .home, .aspects, .followedTags, .mentions, .liked, .commented, .activity: break
        }
        guard let viewer else { return false }
        switch kind {
        case .home:
            return isInAspects(post, [], viewer) || (post.isPublic && hasFollowedTag(post, viewer))
                || isMentioned(post, viewer) || isInSpotlight(post, viewer)
        case .aspects(let names): return isInAspects(post, names, viewer)
        case .followedTags: return isVisible(post, to: viewer) && hasFollowedTag(post, viewer)
        case .mentions: return isMentioned(post, viewer)
        case .liked:
            return isVisible(post, to: viewer)
                && likes.contains { $0.author == viewer && $0.target == post.guid && $0.isPositive }
        case .commented:
            return isVisible(post, to: viewer)
                && comments.contains { $0.author == viewer && $0.post == post.guid }
        case .activity:
            return isVisible(post, to: viewer)
                && (post.author == viewer
                    || participations.contains { $0.person == viewer && $0.post == post.guid })
        case .public, .localPublic, .tag, .person, .saved: return false
        }
    }

    /// Whether §2.4 puts a post into the viewer's aspects.
    ///
    /// Names that are not the viewer's are ignored; none at all means every aspect.
    private func isInAspects(_ post: NaivePost, _ names: [String], _ viewer: DiasporaID) -> Bool {
        let own = aspects.filter { $0.user == viewer }
        let selected = names.isEmpty ? own : own.filter { names.contains($0.name) }
        if post.author == viewer {
            let isAll = selected.count == own.count && (names.isEmpty || !selected.isEmpty)
            return isAll || post.isPublic
                || aspectVisibilities.contains { $0.post == post.guid && selected.contains($0.aspect) }
        }
        let isFollowed = contacts.contains { contact in
            contact.user == viewer && contact.person == post.author
                && selected.contains { contact.aspects.contains($0.name) }
        }
        let isHidden = hiddenVisibilities.contains(NaiveUserPost(user: viewer, post: post.guid))
        return isFollowed && (post.isPublic || (isShared(post, with: viewer) && !isHidden))
    }

    private func hasFollowedTag(_ post: NaivePost, _ viewer: DiasporaID) -> Bool {
        !post.isReshare && tagFollowings.contains { $0.user == viewer && post.tags.contains($0.tag) }
    }

    private func isMentioned(_ post: NaivePost, _ viewer: DiasporaID) -> Bool {
        !post.isReshare && isVisible(post, to: viewer) && post.mentions.contains(viewer)
    }

    private func isInSpotlight(_ post: NaivePost, _ viewer: DiasporaID) -> Bool {
        post.isPublic && person(viewer)?.showsSpotlight == true && person(post.author)?.isInSpotlight == true
    }

    // MARK: - Counters

    /// In which second somebody last interacted with a post.
    public func interacted(_ guid: GUID) -> UInt32? { post(guid)?.interacted }

    /// How many comments, positive likes and direct reshares a post has; nil if there is no such post.
    public func counts(_ guid: GUID) -> PostCounts? {
        guard post(guid) != nil else { return nil }
        return PostCounts(
            comments: UInt32(comments.count { $0.post == guid }),
            likes: UInt32(likes.count { $0.target == guid && $0.isPositive }),
            reshares: UInt32(posts.count { $0.root == guid })
        )
    }
}
