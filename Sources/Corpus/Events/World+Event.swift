import SocialModel

extension World {
    /// What was drawn, in full.
    func event(_ drawn: DrawnEvent) -> WorldEvent {
        switch drawn {
        case .complete(let event): event
        case .pending(let item): event(item)
        }
    }

    /// What reaches the engine when something pending comes.
    func event(_ item: Pending.Item) -> WorldEvent {
        let time = Timestamp(seconds: Int64(item.arrival))
        let subject = Int(item.subject)
        let content: WorldEvent.Content =
            switch item.kind {
            case .photo: photo(subject) ?? post(subject, time)
            case .post, .repeatedPost: post(subject, time)
            case .interaction(let interaction): act(interaction, subject, time)
            case .interactionRetraction(let interaction): takeBack(interaction, subject, time)
            case .postRetraction: retract(subject, time)
            case .profile(let version): change(subject, version)
            }
        return WorldEvent(arrival: time, content: content)
    }

    // MARK: - Posts

    private func post(_ post: Int, _ time: Timestamp) -> WorldEvent.Content {
        let author = Int(timeline.authors[post])
        let entity = entity(ofPost: post)
        guard people.isLocal(author) || timeline.isLimited(post) else {
            return .envelope(sender: people.ids[author], entity)
        }
        let audience = audience(of: post)
        return .apply([
            .entity(
                EntityPut(
                    entity,
                    recipients: audience.recipients.map { people.ids[$0] },
                    aspects: audience.aspects.map { Aspects.all[$0].key },
                    receivedAt: people.isLocal(author) ? date(ofPost: post) : time
                )
            )
        ])
    }

    private func photo(_ post: Int) -> WorldEvent.Content? {
        photos(ofPost: post).first.map { .envelope(sender: $0.author, .photo($0)) }
    }

    private func retract(_ post: Int, _ time: Timestamp) -> WorldEvent.Content {
        let author = Int(timeline.authors[post])
        let retraction = Retraction(
            author: people.ids[author],
            targetGUID: guid(ofPost: post),
            targetType: .post
        )
        return sent(.retraction(retraction), by: author, rootAuthor: author, post, time)
    }

    // MARK: - Interactions

    private func act(_ interaction: Interaction, _ post: Int, _ time: Timestamp) -> WorldEvent.Content {
        let rootAuthor = Int(timeline.authors[post])
        let author = people.ids[interaction.author]
        let entity: Entity
        switch interaction.kind {
        case .comment:
            entity = .comment(
                Comment(
                    author: author,
                    guid: seed.guid(.commentGUID, post, interaction.index),
                    parentGUID: guid(ofPost: post),
                    text: commentText(interaction, post),
                    createdAt: time
                )
            )
        case .like: entity = .like(like(interaction, of: guid(ofPost: post), .post, post))
        case .commentLike(let comment):
            entity = .like(like(interaction, of: seed.guid(.commentGUID, post, comment), .comment, post))
        case .hide: return .apply([.hidePut(user: author, post: guid(ofPost: post))])
        }
        return sent(entity, by: interaction.author, rootAuthor: rootAuthor, post, time)
    }

    private func takeBack(_ interaction: Interaction, _ post: Int, _ time: Timestamp) -> WorldEvent.Content {
        let rootAuthor = Int(timeline.authors[post])
        let isByRoot = interaction.retraction?.byRootAuthor == true
        let retractor = isByRoot ? rootAuthor : interaction.author
        let isComment: Bool = if case .comment = interaction.kind { true } else { false }
        let retraction = Retraction(
            author: people.ids[interaction.author],
            targetGUID: seed.guid(isComment ? .commentGUID : .likeGUID, post, interaction.index),
            targetType: isComment ? .comment : .like
        )
        return sent(.retraction(retraction), by: retractor, rootAuthor: rootAuthor, post, time)
    }

    /// The way an interaction takes: local and private ones are told by the pod, others come from the pod of the
    /// post's author, or to it from their own author (federation protocol §9.2).
    private func sent(
        _ entity: Entity,
        by author: Int,
        rootAuthor: Int,
        _ post: Int,
        _ time: Timestamp
    ) -> WorldEvent.Content {
        if people.isLocal(author) || timeline.isLimited(post) {
            return .apply([.entity(EntityPut(entity, receivedAt: time))])
        }
        return .envelope(sender: people.ids[people.isLocal(rootAuthor) ? author : rootAuthor], entity)
    }

    private func like(_ interaction: Interaction, of target: GUID, _ type: LikeTarget, _ post: Int) -> Like {
        Like(
            author: people.ids[interaction.author],
            guid: seed.guid(.likeGUID, post, interaction.index),
            parentGUID: target,
            parentType: type
        )
    }

    /// Mostly in the language of the post, for people answer those whom they understand.
    private func commentText(_ interaction: Interaction, _ post: Int) -> String {
        var random = seed.source(.commentText, post &* (Self.mostInteractions * 4) &+ interaction.index)
        let rootAuthor = Int(timeline.authors[post])
        let speaker = random.chance(0.8) ? rootAuthor : interaction.author
        let isAddressed = random.chance(0.08) && interaction.author != rootAuthor
        let mention = "@{\(people.displayName(rootAuthor)); \(people.ids[rootAuthor])}"
        return writer.comment(people.language(speaker), mentions: isAddressed ? [mention] : [], &random)
    }

    // MARK: - Profiles

    private func change(_ person: Int, _ version: Int) -> WorldEvent.Content {
        if people.isLocal(person) {
            var random = seed.source(.profileChange, person &* 64 &+ version)
            var put = PersonPut(id: people.ids[person])
            put.bio = .set(
                random.pick(people.language(person).sentences)?.written(people.language(person), &random) ?? ""
            )
            return .apply([.personPut(put)])
        }
        return .envelope(sender: people.ids[person], .profile(profile(person, version: version)))
    }
}
