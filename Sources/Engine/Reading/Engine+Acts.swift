import Ledger
public import SocialModel
import Streams

extension Engine {
    /// Whether there is anybody who has not read anything since the start.
    public var hasNewViewers: Bool { index.usersWithoutActs > 0 }

    /// Whether what a viewer did to posts has yet to be read.
    public func lacksActs(of id: DiasporaID) -> Bool {
        guard let user = index.user(id) else { return false }
        return index.personWithoutActs(user) != nil
    }

    /// Reads what a viewer did to posts, on another thread: milliseconds for most, more for whoever likes everything.
    ///
    /// Where that fails, who asks next finds out why.
    public func readActs(of id: DiasporaID) async {
        guard let user = index.user(id), let person = index.personWithoutActs(user) else { return }
        if let reading = actReadings[user] { return await reading.value }
        index.expectActs(of: user)
        let reading = Task {
            let acts = try? await listReader.read { (reader) throws(LedgerError) in try reader.acts(of: person) }
            // Somebody may have moved to this account meanwhile.
            if let acts, index.personWithoutActs(user) == person { index.load(acts, of: user) }
            actReadings[user] = nil
        }
        actReadings[user] = reading
        await reading.value
    }

    /// The same, at once.
    func readActsNow(of user: UserNumber) throws(EngineError) {
        guard let person = index.personWithoutActs(user) else { return }
        index.load(try ledgerRead { () throws(LedgerError) in try reader.acts(of: person) }, of: user)
    }
}
