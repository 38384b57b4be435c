public import SocialModel

extension World {
    /// The GUID of a post.
    public func guid(ofPost post: Int) -> GUID { seed.guid(.postGUID, post) }

    /// A post as its author says it: a status message or a reshare.
    public func entity(ofPost post: Int) -> Entity {
        let author = people.ids[Int(timeline.authors[post])]
        let date = self.date(ofPost: post)
        if let root = timeline.root(post) {
            let rootAuthor = people.ids[Int(timeline.authors[root])]
            return .reshare(
                Reshare(
                    author: author,
                    guid: guid(ofPost: post),
                    createdAt: date,
                    root: Reshare.Root(author: rootAuthor, guid: guid(ofPost: root))
                )
            )
        }
        return .statusMessage(statusMessage(post, author, date))
    }

    /// Local posts have microseconds, as PostgreSQL keeps them; the federation knows only seconds.
    func date(ofPost post: Int) -> Timestamp {
        let second = Timestamp(seconds: Int64(timeline.dates[post]))
        guard people.isLocal(Int(timeline.authors[post])) else { return second }
        var random = seed.source(.lateness, -1 - post)
        return Timestamp(microseconds: second.microseconds + Int64(random.below(1_000_000)))
    }

    private func statusMessage(_ post: Int, _ author: DiasporaID, _ date: Timestamp) -> StatusMessage {
        var random = seed.source(.postParts, post)
        let photos = photos(ofPost: post)
        var message = StatusMessage(author: author, guid: guid(ofPost: post), createdAt: date)
        message.isPublic = !timeline.isLimited(post)
        message.photos = photos
        // Every fourth post with pictures says nothing.
        if photos.isEmpty || random.chance(0.75) { message.text = text(ofPost: post) }
        if random.chance(0.2) { message.providerDisplayName = "mobile" }
        if random.chance(shape.habits.locations) {
            message.location = Location(
                address: random.pick(people.language(Int(timeline.authors[post])).places),
                latitude: "\(random.below(180) - 90).\(random.below(10_000))",
                longitude: "\(random.below(360) - 180).\(random.below(10_000))"
            )
        }
        if random.chance(shape.habits.polls) {
            let language = people.language(Int(timeline.authors[post]))
            message.poll = Poll(
                guid: seed.guid(.pollGUID, post),
                question: writer.question(language, &random),
                answers: (1...(2 + random.below(3))).map {
                    PollAnswer(guid: seed.guid(.pollGUID, post, $0), answer: language.topic(&random))
                }
            )
        }
        return message
    }

    /// One post in eight is in English whatever its author speaks.
    private func text(ofPost post: Int) -> String {
        var random = seed.source(.postText, post)
        let author = Int(timeline.authors[post])
        let language = random.chance(0.12) ? .english : people.language(author)
        return writer.post(language, mentions: mentions(inPost: post, author, &random), &random)
    }

    /// Whom a post mentions: somebody who receives it, somebody here, or one of the most followed.
    private func mentions(inPost post: Int, _ author: Int, _ random: inout RandomSource) -> [String] {
        guard random.chance(shape.habits.mentioning) else { return [] }
        let receivers = timeline.isLimited(post) ? audience(of: post).recipients : []
        return (0..<(random.chance(0.2) ? 2 : 1)).compactMap { _ in
            let person =
                timeline.isLimited(post)
                ? random.pick(receivers)
                : random.chance(0.5) ? random.below(people.localCount) : people.followed.sample(&random)
            guard let person, person != author else { return nil }
            return random.chance(0.9)
                ? "@{\(people.displayName(person)); \(people.ids[person])}" : "@{\(people.ids[person])}"
        }
    }

    // MARK: - Photos

    /// The pictures of a status message.
    func photos(ofPost post: Int) -> [Photo] {
        var random = seed.source(.photoGUID, -1 - post)
        guard random.chance(shape.habits.pictured) else { return [] }
        let author = people.ids[Int(timeline.authors[post])]
        let date = date(ofPost: post)
        return (0...min(random.poisson(mean: shape.habits.meanPictures - 1), 8)).map { index in
            let guid = seed.guid(.photoGUID, post, index)
            let size = random.pick(Self.pictureSizes) ?? (1_600, 1_200)
            let isUpright = random.chance(0.3)
            return Photo(
                guid: guid,
                author: author,
                isPublic: !timeline.isLimited(post),
                createdAt: date,
                remotePath: "https://\(author.host)/uploads/images/",
                remoteName: "\(guid.text.suffix(20)).\(random.chance(0.8) ? "jpg" : "webp")",
                statusMessageGUID: self.guid(ofPost: post),
                height: isUpright ? size.0 : size.1,
                width: isUpright ? size.1 : size.0
            )
        }
    }

    private static let pictureSizes = [(1_600, 1_200), (4_032, 3_024), (1_920, 1_080), (800, 600), (2_048, 2_048)]
}
