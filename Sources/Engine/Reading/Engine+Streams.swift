import Ledger
public import SocialModel
import Streams
import Wire

extension Engine {
    /// Appends the item of one post that the viewer may see.
    public func readPost(_ guid: GUID, viewer id: DiasporaID?, into output: inout [UInt8]) throws(EngineError) {
        let viewer = try user(id)
        guard let post = try ledgerRead({ () throws(LedgerError) in try reader.post(guid) }),
            index.isVisible(post, to: viewer),
            try appendItem(post, for: itemViewer(viewer), to: &output)
        else { throw .notFound("There is no post \(guid) for this viewer.") }
    }

    // MARK: - Names

    /// The account of a viewer; nil stays nil.
    ///
    /// What the viewer did to posts is read with the first request, unless ``readActs(of:)`` did.
    func user(_ id: DiasporaID?) throws(EngineError) -> UserNumber? {
        guard let id else { return nil }
        let user = try localAccount(id)
        try readActsNow(of: user)
        return user
    }

    /// An account, of which nothing is read.
    @discardableResult
    func localAccount(_ id: DiasporaID) throws(EngineError) -> UserNumber {
        guard let user = index.user(id) else { throw .notFound("\(id) has no account here.") }
        return user
    }

    /// What a request asks for, in numbers.
    func query(_ request: StreamRequest) throws(EngineError) -> StreamQuery {
        let viewer = try user(request.viewer)
        let stream = try resolve(request, viewer)
        if viewer == nil, stream.needsViewer { throw .viewerNeeded }
        return StreamQuery(
            stream,
            viewer: viewer,
            order: request.effectiveOrder,
            options: try options(request),
            maxTime: request.maxTime
        )
    }

    func options(_ request: StreamRequest) throws(EngineError) -> StreamOptions {
        let leaving = request.leaving
        var options = leaving.options
        for name in leaving.tags {
            let tag = TagGrammar.normalise(name)
            if let tag = try ledgerRead({ () throws(LedgerError) in try reader.tag(tag) }) {
                options.mutedTags.append(tag)
            }
        }
        for id in leaving.people {
            if let person = try ledgerRead({ () throws(LedgerError) in try reader.person(id) }) {
                options.mutedPeople.append(person)
            }
        }
        if let query = leaving.query { options.muted = try mutedQuery(query, user(request.viewer), request.viewer) }
        if let seq = leaving.arrivedBy {
            guard seq <= self.seq else { throw .beyondLedger(asked: seq, seq: self.seq) }
            let last = try ledgerRead { () throws(LedgerError) in try reader.lastPost(at: seq) }
            guard let last else { throw .logGone(since: seq, field: "arrived_since") }
            options.arrivedAfter = last
        }
        return options
    }

    private func resolve(_ request: StreamRequest, _ viewer: UserNumber?) throws(EngineError) -> Stream {
        switch request.stream {
        case .home: return .home
        case .aspects(let aspects): return .aspects(aspects)
        case .followedTags: return .followedTags
        case .mentions: return .mentions
        case .liked: return .liked
        case .commented: return .commented
        case .activity: return .activity
        case .everyone: return .everyone
        case .local: return .local
        case .tag(let name):
            let tag = TagGrammar.normalise(name)
            return .tag(try ledgerRead { () throws(LedgerError) in try reader.tag(tag) })
        case .person(let id):
            guard let person = try ledgerRead({ () throws(LedgerError) in try reader.person(id) }) else {
                throw .notFound("Nobody here knows \(id).")
            }
            return .person(person)
        case .saved(let saved):
            return .saved(try indexQuery(try savedQuery(saved, viewer, request.viewer)))
        }
    }
}
