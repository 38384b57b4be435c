import SocialModel

/// Contents of posts, with every optional part there or not.
extension Seeded {
    /// A post whose text, if any, is its own title: plain words, at most 70 code points.
    mutating func contents(_ number: UInt32, isReshare: Bool) -> PostContents {
        let hasPoll = !isReshare && chance(2)
        let poll = hasPoll ? poll() : nil
        var post = PostContents(
            number: PostNumber(number),
            guid: guid(),
            rowID: maybe { Int64($0.below(1_000)) },
            author: person(UInt32(10 + below(5))),
            isPublic: chance(2),
            createdAt: time(),
            claimedAt: maybe { $0.time() },
            interactedAt: time(),
            providerDisplayName: maybe { $0.text() },
            text: isReshare ? nil : maybe { ["Guten Morgen", "漢字 \"quoted\" / words", "#tag 😀", ""][$0.below(4)] },
            isNSFW: maybe { $0.chance(2) },
            isReshare: isReshare,
            root: isReshare ? PostNumber(2) : nil,
            mentionedPeople: list(upTo: 2) { $0.person(UInt32(20 + $0.below(5))) },
            photos: isReshare ? [] : list(upTo: 3) { $0.photo(by: $0.id()) },
            location: isReshare
                ? nil : maybe { Location(address: $0.maybe { $0.text() }, latitude: "1.5", longitude: $0.text()) },
            poll: poll,
            lastComments: list(upTo: 3) {
                let (author, mentioned) = ($0.person(30), $0.list(upTo: 2) { $0.person(31) })
                return $0.comment(by: author, mentioning: mentioned)
            }
        )
        for answer in poll?.answers ?? [] {
            post.votes[answer.guid] = maybe { $0.below(50) }
            post.partRowIDs[answer.guid] = maybe { Int64($0.below(50)) }
        }
        return post
    }

    mutating func comment(by author: PersonCard, mentioning people: [PersonCard]) -> CommentContents {
        CommentContents(
            guid: guid(),
            rowID: maybe { Int64($0.below(1_000)) },
            author: author,
            text: text(),
            createdAt: time(),
            mentionedPeople: people,
            likes: below(9)
        )
    }

    mutating func person(_ number: UInt32) -> PersonCard {
        PersonCard(
            number: PersonNumber(number),
            id: id(),
            guid: maybe { $0.guid() },
            rowID: maybe { Int64($0.below(1_000)) },
            name: text(),
            avatar: Avatar(small: text(), medium: text(), large: text()),
            hasAvatar: chance(2)
        )
    }

    /// What a viewer may have done with a post, which shows itself or, as a reshare, another.
    mutating func overlay(of post: PostContents, or shown: PostContents) -> ViewerOverlay {
        var overlay = ViewerOverlay(like: maybe { $0.act() }, reshare: maybe { $0.act() }, participates: chance(2))
        for comment in post.lastComments where chance(2) { overlay.commentLikes[comment.guid] = act() }
        overlay.pollAnswer = maybe { random in ((post.poll ?? shown.poll)?.answers.first?.guid) ?? random.guid() }
        return overlay
    }

    mutating func act() -> ViewerOverlay.Act { ViewerOverlay.Act(guid: guid(), createdAt: time()) }

    mutating func counts() -> PostCounts {
        PostCounts(
            comments: UInt32(truncatingIfNeeded: next()),
            likes: UInt32(below(100)),
            reshares: UInt32(below(100))
        )
    }
}
