import Ledger
import SocialModel
import Streams
import Wire

/// A viewer as her or his own likes and reshares show one.
struct ViewerCard {
    var bytes: [UInt8]
    var version: UInt32
    var podVersion: UInt32
}

/// Who sees items; somebody who is not logged in has neither.
struct ItemViewer {
    /// The viewer's ``Wire/PersonJSON``.
    var json: [UInt8] = []
    var acts: OwnActs?
}

extension Engine {
    /// Whom items are written for.
    func itemViewer(_ user: UserNumber?) throws(EngineError) -> ItemViewer {
        ItemViewer(json: try viewerJSON(user), acts: index.acts(of: user))
    }

    /// Appends a post's item as a viewer sees it; false if the ledger has no such post any more.
    func appendItem(
        _ post: PostNumber,
        for viewer: ItemViewer,
        _ appearance: ItemAppearance = ItemAppearance(),
        to output: inout [UInt8]
    ) throws(EngineError) -> Bool {
        let facts = index.facts(of: post)
        guard let card = try card(post, facts) else { return false }
        var root: ItemCard.Root?
        if let number = card.root {
            let facts = index.facts(of: number)
            if let card = try self.card(number, facts) {
                root = ItemCard.Root(card: card, overlay: overlay(facts, viewer))
            }
        }
        card.append(
            to: &output,
            overlay: overlay(facts, viewer),
            viewer: viewer.json,
            root: root,
            appearance: appearance
        )
        return true
    }

    /// Without a closure, which would ask each time whether it runs on the actor's executor.
    private func overlay(_ facts: ItemFacts, _ viewer: ItemViewer) -> ViewerOverlay? {
        guard let key = facts.key, let acts = viewer.acts else { return nil }
        return acts.overlay(of: key)
    }

    /// A post's card, from the shelf if nothing in it has changed but its counters.
    private func card(_ post: PostNumber, _ facts: ItemFacts) throws(EngineError) -> ItemCard? {
        if let card = shelf.card(post, facts.version, index) {
            if card.counts == facts.counts { return card }
            let counted = card.counted(facts.counts)
            shelf.replace(counted)
            return counted
        }
        let pod = pod
        guard let contents = try ledgerRead({ () throws(LedgerError) in try reader.contents(of: post, pod: pod) })
        else {
            return nil
        }
        let root = try contents.root.flatMap { (number) throws(EngineError) in
            try ledgerRead { () throws(LedgerError) in try reader.contents(of: number, pod: pod) }
        }
        let card = ItemCard(contents, root: root, pod: pod, counts: facts.counts)
        shelf.put(
            card,
            CardShelf.Versions(
                post: facts.version,
                root: contents.root.map { index.version(of: $0) } ?? 0,
                people: card.people.map { index.version(of: $0) },
                pod: index.podVersion
            ),
            index
        )
        return card
    }

    /// The viewer as a person's JSON; empty for nobody.
    func viewerJSON(_ viewer: UserNumber?) throws(EngineError) -> [UInt8] {
        guard let viewer, let person = index.person(of: viewer) else { return [] }
        let version = index.version(of: person)
        if let known = viewers[viewer], known.version == version, known.podVersion == index.podVersion {
            return known.bytes
        }
        let pod = pod
        let card = try ledgerRead { () throws(LedgerError) in try reader.card(of: person, pod: pod) }
        let bytes = card.map { PersonJSON.bytes($0) } ?? []
        viewers[viewer] = ViewerCard(bytes: bytes, version: version, podVersion: index.podVersion)
        return bytes
    }

    /// Reads from the ledger, giving its errors the type of ours.
    func ledgerRead<Result>(_ body: () throws(LedgerError) -> Result) throws(EngineError) -> Result {
        do { return try body() } catch { throw .ledger(error) }
    }
}
