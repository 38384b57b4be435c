import SocialModel

extension Applier {
    /// Tells the views all that somebody has done who has an account here only now, or who has become somebody else.
    func noteActs(of person: PersonNumber, _ user: UserNumber) throws {
        guard tellsViews else { return }
        let acts = try LedgerReader.acts(of: person, db)
        func note(_ post: PostNumber, _ act: OwnAct) { deltas.append(.own(user: user, post: post, act)) }
        for (post, like) in acts.likes { note(post, .like(like)) }
        for (post, likes) in acts.commentLikes {
            for (comment, like) in likes { note(post, .commentLike(comment, like)) }
        }
        for (post, reshare) in acts.reshares { note(post, .reshare(reshare)) }
        for post in acts.commented { note(post, .commented(true)) }
        for (post, answer) in acts.votes { note(post, .voted(answer)) }
        for post in acts.participating { note(post, .participates(true)) }
    }
}
