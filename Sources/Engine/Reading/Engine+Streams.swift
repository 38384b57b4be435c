import Ledger
public import SocialModel
import Streams
import Wire

extension Engine {
    /// Appends the items of a page, comma-separated, and says where the next one begins.
    public func readStream(_ request: StreamRequest, into output: inout [UInt8]) throws(EngineError) -> PageEnd {
        let viewer = try user(request.viewer)
        let stream = try resolve(request.stream)
        if viewer == nil, stream.needsViewer { throw .viewerNeeded }
        var end = PageEnd(next: nil, seq: seq)
        var before = request.before
        var written = 0
        let viewerBytes = try viewerJSON(viewer)
        // A post that was retracted a moment ago may still be in the index and gone from the ledger: it is passed over,
        // and the page filled from below.
        while written < request.limit {
            let wanted = request.limit - written
            // One more than wanted tells whether there is a next page.
            let keys = index.page(stream, viewer: viewer, before: before, maxTime: request.maxTime, limit: wanted + 1)
            for key in keys.prefix(wanted) {
                before = key
                let start = output.count
                if written > 0 { output.append(UInt8(ascii: ",")) }
                if try appendItem(key.post, viewer: viewer, viewerBytes, to: &output) {
                    written += 1
                } else {
                    output.removeLast(output.count - start)
                }
            }
            guard keys.count > wanted else { return end }
            end.next = before
        }
        return end
    }

    /// Appends the item of one post that the viewer may see.
    public func readPost(_ guid: GUID, viewer id: DiasporaID?, into output: inout [UInt8]) throws(EngineError) {
        let viewer = try user(id)
        guard let post = try ledgerRead({ () throws(LedgerError) in try reader.post(guid) }),
            index.isVisible(post, to: viewer),
            try appendItem(post, viewer: viewer, viewerJSON(viewer), to: &output)
        else { throw .notFound("There is no post \(guid) for this viewer.") }
    }

    // MARK: - Names

    /// The account of a viewer; nil stays nil.
    func user(_ id: DiasporaID?) throws(EngineError) -> UserNumber? {
        guard let id else { return nil }
        guard let user = index.user(id) else { throw .notFound("\(id) has no account here.") }
        return user
    }

    private func resolve(_ name: StreamName) throws(EngineError) -> Stream {
        switch name {
        case .home: return .home
        case .aspects(let aspects): return .aspects(aspects)
        case .followedTags: return .followedTags
        case .mentions: return .mentions
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
        }
    }
}
