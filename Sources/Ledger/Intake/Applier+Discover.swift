import Federation
import GRDB
import SocialModel

extension Applier {
    /// Takes in what a person's pod tells of that person (protocol §12.4).
    ///
    /// Somebody new gets key and GUID; of somebody known they stay, whatever the documents say, and only the profile
    /// changes.
    func discover(_ found: DiscoveredPerson) throws -> Bool {
        let known = try PersonRow(row("SELECT * FROM people WHERE id = ?", [found.id]))
        var put = PersonPut(found)
        if let known {
            guard !known.flags.contains(.closed) else { throw Refusal.accountClosed(found.id) }
            if known.guid != nil { put.guid = nil }
            if known.keyState != .neverGiven { put.publicKey = .unchanged }
            if known.url != nil { put.url = .unchanged }
        }
        return try apply(.personPut(put), from: .pod)
    }
}
