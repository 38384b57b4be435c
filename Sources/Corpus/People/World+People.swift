import SocialModel

extension World {
    /// What the pod knows of a person from the beginning.
    ///
    /// - Parameter publicKey: PEM, if the world's envelopes are to be signed.
    func personPut(_ number: Int, publicKey: String?) -> PersonPut {
        let profile = profile(number, version: 0)
        var put = PersonPut(id: people.ids[number], guid: seed.guid(.personGUID, number))
        put.url = .set("https://\(people.ids[number].host)/")
        if let firstName = profile.firstName { put.firstName = .set(firstName) }
        if let lastName = profile.lastName { put.lastName = .set(lastName) }
        if let image = profile.imageURL { put.imageURL = .set(image) }
        if let image = profile.imageURLMedium { put.imageURLMedium = .set(image) }
        if let image = profile.imageURLSmall { put.imageURLSmall = .set(image) }
        if let bio = profile.bio { put.bio = .set(bio) }
        if let location = profile.location { put.location = .set(location) }
        put.isSearchable = .set(profile.isSearchable ?? true)
        put.isNSFW = .set(profile.isNSFW ?? false)
        if let tags = profile.tagString { put.tags = .set(TagGrammar.tags(in: tags)) }
        if let publicKey { put.publicKey = .set(publicKey) }
        return put
    }

    /// A person's profile; each version has another text.
    func profile(_ number: Int, version: Int) -> Profile {
        var random = seed.source(version == 0 ? .personDetails : .profileChange, number)
        let language = people.language(number)
        let name = people.name(number)
        var profile = Profile(author: people.ids[number], firstName: name?.first, lastName: name?.last)
        if random.chance(0.7) {
            let path = "https://\(people.ids[number].host)/uploads/images/"
            let file = String(seed.guid(.personDetails, number, version + 1).text.prefix(20)) + ".jpg"
            profile.imageURL = path + "thumb_large_" + file
            profile.imageURLMedium = path + "thumb_medium_" + file
            profile.imageURLSmall = path + "thumb_small_" + file
        }
        if random.chance(0.6) {
            profile.bio = random.pick(language.sentences)?.written(language, &random)
        }
        if random.chance(0.5) { profile.location = random.pick(language.places) }
        profile.isSearchable = !random.chance(0.04)
        profile.isNSFW = random.chance(0.01)
        profile.isPublic = true
        if random.chance(0.4) {
            profile.tagString = (0...random.below(4)).map { _ in "#" + writer.tag(&random) }.joined(separator: " ")
        }
        return profile
    }

    /// A local user's account, aspects, contacts, ignored people and followed tags.
    func userChanges(_ number: Int) -> [Change] {
        let user = people.ids[number]
        var random = seed.source(.activity, number)
        var changes = [Change.userPut(UserPut(id: user, communitySpotlight: .set(random.chance(0.5))))]
        let aspects = Aspects.all.prefix(Aspects.count(seed, user: number))
        changes += aspects.map { .aspectPut(user: user, aspect: $0.key, name: $0.name) }
        for contact in relations.contacts(of: number) {
            let names = aspects.indices.filter { contact.aspects >> UInt8($0) & 1 == 1 }.map { aspects[$0].key }
            changes.append(
                .contactPut(
                    ContactPut(
                        user: user,
                        person: people.ids[Int(contact.person)],
                        isSharing: contact.isSharing,
                        isReceiving: contact.isReceiving,
                        aspects: names
                    )
                )
            )
        }
        // Some are ignored and still in an aspect: then the block wins.
        for _ in 0..<random.poisson(mean: shape.habits.blocksPerUser) {
            let person = people.followed.sample(&random)
            if person != number { changes.append(.blockPut(user: user, person: people.ids[person])) }
        }
        for _ in 0..<random.poisson(mean: shape.habits.tagsPerUser) {
            changes.append(.tagFollowingPut(user: user, tag: writer.tag(&random)))
        }
        return changes
    }

    /// The pod itself.
    var podPut: PodPut {
        let url = "https://\(People.host(0))/"
        return PodPut(
            url: url,
            defaultAvatar: Avatar(
                small: url + "assets/user/default_small.png",
                medium: url + "assets/user/default_medium.png",
                large: url + "assets/user/default.png"
            )
        )
    }

    /// Who is presented to everybody: the most followed person of all.
    var spotlight: DiasporaID? { people.popularity.firstIndex(of: 0).map { people.ids[$0] } }
}
