import JSON
import Ledger
public import SocialModel
import Streams
import Wire

/// A page of a list that belongs to a post or a person.
public struct ListRequest: Sendable, Hashable {
    /// Who reads; nil: somebody who is not logged in.
    public var viewer: DiasporaID?
    /// The place after which it begins; nil: at the beginning.
    public var after: OrderKey?
    /// How many, 1…100.
    public var limit: Int

    /// Says it in full.
    public init(viewer: DiasporaID?, after: OrderKey?, limit: Int) {
        self.viewer = viewer
        self.after = after
        self.limit = limit
    }
}

/// The elements of a page, comma-separated, and where the next one begins.
public struct ListPage: Sendable {
    /// JSON.
    public var elements: [UInt8] = []
    /// The last place shown, if there are more; nil exactly at the end.
    public var next: OrderKey?

    /// Takes in as many as a page has; one more tells of a next page.
    fileprivate init<Element>(
        _ listed: [Listed<Element>],
        limit: Int,
        _ append: (Element, inout [UInt8]) -> Void
    ) {
        for entry in listed.prefix(limit) {
            if !elements.isEmpty { elements.append(UInt8(ascii: ",")) }
            append(entry.element, &elements)
        }
        if listed.count > limit { next = listed[limit - 1].key }
    }
}

extension Engine {
    /// A post's comments, oldest first.
    public func comments(of guid: GUID, _ request: ListRequest) async throws(EngineError) -> ListPage {
        let (post, viewer) = try visible(guid, request.viewer)
        let (pod, limit, key) = (pod, request.limit, request.after)
        let comments = try await listReader.read { (reader) throws(LedgerError) in
            try reader.comments(of: post, after: key, limit: limit + 1, pod: pod)
        }
        let own = index.acts(of: viewer).flatMap { index.overlay(of: post, $0) }
        let viewerBytes = try viewerJSON(viewer)
        return ListPage(comments, limit: limit) { comment, bytes in
            CommentJSON.append(comment, own: own?.commentLikes[comment.guid], viewer: viewerBytes, to: &bytes)
        }
    }

    /// Who likes a post, the viewer first, then the newest.
    public func likes(of guid: GUID, _ request: ListRequest) async throws(EngineError) -> ListPage {
        try await acts(on: guid, request) { (reader, post, before, person, alone, limit, pod) throws(LedgerError) in
            try reader.likes(of: post, before: before, of: person, alone: alone, limit: limit, pod: pod)
        }
    }

    /// Who reshared a post, the viewer first, then the newest.
    public func reshares(of guid: GUID, _ request: ListRequest) async throws(EngineError) -> ListPage {
        try await acts(on: guid, request) { (reader, post, before, person, alone, limit, pod) throws(LedgerError) in
            try reader.reshares(of: post, before: before, of: person, alone: alone, limit: limit, pod: pod)
        }
    }

    private func acts(
        on guid: GUID,
        _ request: ListRequest,
        _ list:
            @escaping @Sendable (
                LedgerReader, PostNumber, OrderKey, PersonNumber?, Bool, Int, PodPut
            ) throws(LedgerError) -> [Listed<ActContents>]
    ) async throws(EngineError) -> ListPage {
        let (post, viewer) = try visible(guid, request.viewer)
        let (pod, limit, key) = (pod, request.limit, request.after)
        let person = viewer.flatMap { index.person(of: $0) }
        let acts = try await listReader.read { (reader) throws(LedgerError) in
            var acts: [Listed<ActContents>] = []
            // The viewer's own stands on the first page, wherever it would stand.
            if key == nil, person != nil { acts = try list(reader, post, .top, person, true, 1, pod) }
            acts += try list(reader, post, key ?? .top, person, false, limit + 1 - acts.count, pod)
            return acts
        }
        return ListPage(acts, limit: limit) { act, bytes in
            ActJSON.append(
                guid: act.guid,
                row: act.rowID,
                author: PersonJSON.bytes(act.author),
                createdAt: act.createdAt,
                to: &bytes
            )
        }
    }

    /// A person's photos that the viewer may see, newest first.
    public func photos(of id: DiasporaID, _ request: ListRequest) async throws(EngineError) -> ListPage {
        let user = try user(request.viewer)
        guard let person = try ledgerRead({ () throws(LedgerError) in try reader.person(id) }) else {
            throw .notFound("Nobody here knows \(id).")
        }
        let viewer = user.flatMap { user in index.person(of: user).map { (user, $0) } }
        let limit = request.limit
        var photos: [Listed<GalleryPhoto>] = []
        var key = request.after ?? .top
        while photos.count <= limit {
            let before = key
            let batch = try await listReader.read { (reader) throws(LedgerError) in
                try reader.photos(of: person, for: viewer, before: before, limit: limit + 1)
            }
            // A photo is never wider known than its post, whatever was said of the photo alone.
            photos += batch.filter { $0.element.post.map { index.isVisible($0, to: user) } ?? true }
            guard batch.count > limit, let last = batch.last else { break }
            key = last.key
        }
        return ListPage(photos, limit: limit) {
            PhotoJSON.append($0.photo, $0.progress, photosURL: pod.photosURL, to: &$1)
        }
    }

    /// People with a tag in their profile whom strangers may find.
    public func people(tagged name: String, _ request: ListRequest) async throws(EngineError) -> ListPage {
        let tag = TagGrammar.normalise(name)
        let (pod, limit, after) = (pod, request.limit, request.after?.post.value ?? 0)
        let people = try await listReader.read { (reader) throws(LedgerError) in
            try reader.people(tagged: tag, after: after, limit: limit + 1, pod: pod)
        }
        return ListPage(people, limit: limit) { PersonJSON.append($0, to: &$1) }
    }

    /// People by the beginnings of names, IDs, profile tags and what they say of themselves, contacts first.
    public func searchPeople(_ query: String, _ request: ListRequest) async throws(EngineError) -> ListPage {
        let viewer = try user(request.viewer)
        let changed = changedPeople
        changedPeople = []
        let found: [PersonNumber]
        do throws(LedgerError) {
            found = try await people.find(
                query,
                viewer: viewer,
                after: request.after.map { PersonNumber($0.post.value) },
                limit: request.limit + 1,
                changed: changed
            )
        } catch {
            changedPeople.formUnion(changed)
            throw .ledger(error)
        }
        var listed: [Listed<PersonCard>] = []
        for person in found {
            let card = try ledgerRead { () throws(LedgerError) in try reader.card(of: person, pod: pod) }
            guard let card else { continue }
            listed.append(Listed(key: OrderKey(second: 0, post: PostNumber(person.value)), element: card))
        }
        return ListPage(listed, limit: request.limit) { PersonJSON.append($0, to: &$1) }
    }

    /// A post that the viewer may see.
    private func visible(_ guid: GUID, _ id: DiasporaID?) throws(EngineError) -> (PostNumber, UserNumber?) {
        let viewer = try user(id)
        guard let post = try ledgerRead({ () throws(LedgerError) in try reader.post(guid) }),
            index.isVisible(post, to: viewer)
        else { throw .notFound("There is no post \(guid) for this viewer.") }
        return (post, viewer)
    }
}
