import Ledger
import Query
import SocialModel

extension Engine {
    /// Puts numbers in the place of a query's names, for somebody.
    ///
    /// Somebody who is not logged in has no aspects, and is nobody.
    func bind(_ query: TypedQuery, for viewer: UserNumber?, as id: DiasporaID?) throws(EngineError) -> BoundQuery {
        var people: [PersonName: [PersonNumber]] = [:]
        for name in query.people {
            people[name] = try ledgerRead { () throws(LedgerError) in
                switch name {
                case .me: try id.map { me throws(LedgerError) in try reader.numbers(of: me) } ?? []
                case .id(let id): try reader.numbers(of: id)
                case .name(let name): try reader.people(named: name, limit: Self.namesakes)
                }
            }
        }
        var aspects: [String: [AspectNumber]] = [:]
        if let viewer {
            for name in query.aspects {
                aspects[name] = try ledgerRead { () throws(LedgerError) in try reader.aspects(named: name, of: viewer) }
            }
        }
        let (knownPeople, knownAspects) = (people, aspects)
        return query.bind(now: .now, people: { knownPeople[$0] ?? [] }, aspects: { knownAspects[$0] ?? [] })
    }

    /// The most people that a name in a query stands for.
    static let namesakes = 100
}
