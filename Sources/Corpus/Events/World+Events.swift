import SocialModel

extension World {
    /// When people change their profiles.
    var profileChanges: [Pending.Item] {
        let span = Int(shape.days) * 86_400
        return (0..<people.count).flatMap { person -> [Pending.Item] in
            var random = seed.source(.profileChange, -1 - person)
            return (0..<random.poisson(mean: shape.habits.profileChanges)).map { change in
                let second = shape.end.seconds - Int64(random.below(span))
                return Pending.Item(
                    arrival: UInt32(clamping: second),
                    subject: UInt32(person),
                    place: .max,
                    kind: .profile(version: change + 1)
                )
            }
        }
    }

    /// A post and all that follows from it.
    func items(ofPost post: Int) -> [Pending.Item] {
        var random = seed.source(.lateness, Int(Int32.max) + post)
        let arrival = timeline.arrivals[post]
        let isSent = !timeline.isLimited(post) && !people.isLocal(Int(timeline.authors[post]))
        var items: [Pending.Item] = []
        func add(_ second: UInt32, _ kind: Pending.Kind) {
            items.append(
                Pending.Item(arrival: second, subject: UInt32(post), place: UInt32(items.count), kind: kind)
            )
        }
        if isSent, !timeline.isReshare(post), random.chance(shape.habits.separatePhotos),
            !photos(ofPost: post).isEmpty
        {
            add(arrival, .photo)
        }
        add(arrival, .post)
        if isSent, random.chance(shape.habits.repeated) { add(arrival &+ 600, .repeatedPost) }
        for interaction in interactions(withPost: post) {
            add(interaction.arrival, .interaction(interaction))
            if let retraction = interaction.retraction {
                add(retraction.second, .interactionRetraction(interaction))
            }
        }
        if let retraction = timeline.retraction(post) { add(retraction, .postRetraction) }
        return items
    }
}
