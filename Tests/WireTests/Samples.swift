import SocialModel

/// Entities and changes of every kind, with every optional part there or not.
extension Seeded {
    mutating func entity() -> Entity {
        switch below(14) {
        case 0: .statusMessage(statusMessage())
        case 1: .photo(photo(by: id()))
        case 2:
            .reshare(
                Reshare(
                    author: id(),
                    guid: guid(),
                    createdAt: maybe { $0.time() },
                    root: maybe { Reshare.Root(author: $0.id(), guid: $0.guid()) }
                )
            )
        case 3:
            .comment(
                Comment(
                    author: id(),
                    guid: guid(),
                    parentGUID: guid(),
                    text: text(),
                    createdAt: maybe { $0.time() },
                    editedAt: maybe { $0.time() },
                    relay: maybe { $0.relay() }
                )
            )
        case 4:
            .like(
                Like(
                    author: id(),
                    guid: guid(),
                    parentGUID: guid(),
                    parentType: chance(2) ? .post : .comment,
                    isPositive: chance(2),
                    relay: maybe { $0.relay() }
                )
            )
        case 5:
            .pollParticipation(
                PollParticipation(
                    author: id(),
                    guid: guid(),
                    parentGUID: guid(),
                    answerGUID: guid(),
                    relay: maybe { $0.relay() }
                )
            )
        case 6: .participation(Participation(author: id(), guid: guid(), parentGUID: guid()))
        case 7: .profile(profile())
        case 8:
            .contact(
                chance(2)
                    ? Contact(author: id(), recipient: id())
                    : Contact(author: id(), recipient: id(), following: false, sharing: false, blocking: true)
            )
        case 9: .conversation(conversation())
        case 10: .message(message(by: id(), in: guid()))
        case 11:
            .retraction(
                Retraction(
                    author: id(),
                    targetGUID: guid(),
                    targetType: RetractionTarget.allCases[below(RetractionTarget.allCases.count)]
                )
            )
        case 12: .accountDeletion(AccountDeletion(author: id()))
        default: .accountMigration(migration())
        }
    }

    mutating func statusMessage() -> StatusMessage {
        let author = id()
        return StatusMessage(
            author: author,
            guid: guid(),
            createdAt: maybe { $0.time() },
            isPublic: chance(2),
            text: maybe { $0.text() },
            providerDisplayName: maybe { $0.text() },
            editedAt: maybe { $0.time() },
            photos: list(upTo: 3) { $0.photo(by: author) },
            location: maybe { Location(address: $0.maybe { $0.text() }, latitude: "52.5", longitude: $0.text()) },
            poll: maybe { $0.poll() }
        )
    }

    mutating func photo(by author: DiasporaID) -> Photo {
        Photo(
            guid: guid(),
            author: author,
            isPublic: chance(2),
            createdAt: maybe { $0.time() },
            editedAt: maybe { $0.time() },
            remotePath: "https://pod.example/uploads/",
            remoteName: text(),
            text: maybe { $0.text() },
            statusMessageGUID: maybe { $0.guid() },
            height: maybe { $0.below(9_000) },
            width: maybe { $0.below(9_000) }
        )
    }

    mutating func poll() -> Poll {
        let answers = (0..<(2 + below(3))).map { _ in PollAnswer(guid: guid(), answer: text()) }
        return Poll(guid: guid(), question: text(), answers: answers)
    }

    mutating func relay() -> RelayData {
        RelayData(
            authorSignature: maybe { $0.text() },
            order: list(upTo: 4) { $0.text() },
            additionalData: Dictionary(
                list(upTo: 3) { ($0.text(), $0.text()) },
                uniquingKeysWith: { first, _ in first }
            )
        )
    }

    mutating func profile() -> Profile {
        Profile(
            author: id(),
            editedAt: maybe { $0.time() },
            fullName: maybe { _ in "Bob Baker" },
            firstName: maybe { _ in "Bob" },
            lastName: maybe { _ in "Bäcker" },
            imageURL: maybe { _ in "/assets/a.png" },
            imageURLMedium: maybe { _ in "https://pod.example/a%20b.png" },
            imageURLSmall: maybe { _ in "http://pod.example/" },
            bio: maybe { $0.text() },
            birthday: maybe { _ in "1004-02-29" },
            gender: maybe { $0.text() },
            location: maybe { $0.text() },
            isSearchable: maybe { $0.chance(2) },
            isPublic: maybe { $0.chance(2) },
            isNSFW: maybe { $0.chance(2) },
            tagString: maybe { _ in "#a #b" }
        )
    }

    mutating func conversation() -> Conversation {
        let author = id()
        let guid = guid()
        return Conversation(
            author: author,
            guid: guid,
            subject: text(),
            createdAt: maybe { $0.time() },
            participants: [author, id()],
            messages: list(upTo: 2) { $0.message(by: author, in: guid) }
        )
    }

    mutating func message(by author: DiasporaID, in conversation: GUID) -> Message {
        Message(
            author: author,
            guid: guid(),
            text: text(),
            createdAt: maybe { $0.time() },
            editedAt: maybe { $0.time() },
            conversationGUID: conversation
        )
    }

    mutating func migration() -> AccountMigration {
        let profile = profile()
        let old = known(DiasporaID("old@pod.example"))
        let isNew = chance(2)
        return AccountMigration(
            author: isNew ? profile.author : old,
            profile: profile,
            signature: maybe { $0.text() },
            oldIdentity: isNew ? old : nil,
            remotePhotoPath: maybe { _ in "https://new.example/p/" }
        )
    }

    mutating func change() -> Change {
        switch below(23) {
        case 0:
            .podPut(
                PodPut(
                    url: "https://pod.example/",
                    defaultAvatar: Avatar(small: "s", medium: "m", large: text()),
                    blankTitle: text()
                )
            )
        case 1: .personPut(personPut())
        case 2: .userPut(UserPut(id: id(), privateKey: field { $0.text() }, communitySpotlight: field { $0.chance(2) }))
        case 3: .aspectPut(user: id(), aspect: text(), name: maybe { $0.text() })
        case 4: .aspectDelete(user: id(), aspect: text())
        case 5:
            .contactPut(
                ContactPut(
                    user: id(),
                    person: id(),
                    isSharing: chance(2),
                    isReceiving: chance(2),
                    aspects: list(upTo: 3) { $0.text() }
                )
            )
        case 6: .contactDelete(user: id(), person: id())
        case 7: .blockPut(user: id(), person: id())
        case 8: .blockDelete(user: id(), person: id())
        case 9: .hidePut(user: id(), post: guid())
        case 10: .hideDelete(user: id(), post: guid())
        case 11: .tagFollowingPut(user: id(), tag: text())
        case 12: .tagFollowingDelete(user: id(), tag: text())
        case 13: chance(2) ? .spotlightPut(person: id()) : .spotlightDelete(person: id())
        case 14: chance(2) ? .personClose(person: id()) : .personMigrate(from: id(), to: id())
        case 15: .userDelete(user: id())
        case 16:
            chance(2)
                ? .participationPut(person: id(), post: guid(), count: UInt32(1 + below(9)))
                : .participationDelete(person: id(), post: guid())
        case 17:
            chance(2)
                ? .visibilityPut(user: id(), chance(2) ? .post : .photo, guid: guid(), isHidden: chance(2))
                : .visibilityDelete(user: id(), chance(2) ? .post : .photo, guid: guid())
        case 18:
            .previewPut(
                PreviewPut(
                    post: guid(),
                    oEmbed: field { _ in #"{"data":{"type":"video"}}"# },
                    openGraph: field { _ in #"{"title":"t","url":"https://a.example/"}"# }
                )
            )
        case 19:
            .rowIDPut(RowTarget.allCases[below(RowTarget.allCases.count)], guid: guid(), rowID: Int64(1 + below(99)))
        case 20: .savedStreamPut(user: id(), name: text(), query: text())
        case 21: .savedStreamDelete(user: id(), name: text())
        default: .entity(entityPut())
        }
    }

    mutating func personPut() -> PersonPut {
        var put = PersonPut(id: id(), guid: maybe { $0.guid() })
        put.url = field { $0.text() }
        put.firstName = field { _ in "Bob" }
        put.lastName = field { _ in "Baker" }
        put.imageURLSmall = field { $0.text() }
        put.imageURLMedium = field { $0.text() }
        put.imageURL = field { $0.text() }
        put.bio = field { $0.text() }
        put.location = field { $0.text() }
        put.isSearchable = field { $0.chance(2) }
        put.isNSFW = field { $0.chance(2) }
        put.tags = field { $0.list(upTo: 5) { $0.text() } }
        put.publicKey = field { $0.text() }
        put.rowID = maybe { Int64($0.below(1_000)) + 1 }
        put.replaceKey = chance(2)
        return put
    }

    mutating func entityPut() -> EntityPut {
        let entity = entity()
        var rows: [GUID: Int64] = [:]
        if case .statusMessage(let post) = entity {
            for photo in post.photos where chance(2) { rows[photo.guid] = 7 }
            if let poll = post.poll, chance(2) {
                rows[poll.guid] = 8
                for answer in poll.answers { rows[answer.guid] = 9 }
            }
        }
        return EntityPut(
            entity,
            recipients: list(upTo: 3) { $0.id() },
            aspects: list(upTo: 2) { $0.text() },
            rowID: maybe { Int64($0.below(1_000)) + 1 },
            createdAt: maybe { $0.time() },
            receivedAt: maybe { $0.time() },
            interactedAt: maybe { $0.time() },
            mentions: maybe { $0.list(upTo: 3) { $0.id() } },
            partRowIDs: rows
        )
    }

    private mutating func field<Value>(_ make: (inout Seeded) -> Value) -> Field<Value> {
        switch below(3) {
        case 0: .unchanged
        case 1: .cleared
        default: .set(make(&self))
        }
    }
}
