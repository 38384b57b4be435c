import JSON
import Ledger
import SocialModel
import Streams
import Wire

extension Engine {
    /// The member `reshared_by` of a grouped item: who passed the same post on in this stream, newest first.
    ///
    /// Empty where nobody did, or nothing is grouped.
    func resharedBy(_ post: PostNumber, _ query: StreamQuery) throws(EngineError) -> [UInt8] {
        guard query.options.groupsReshares else { return [] }
        let people = index.resharers(of: post, in: query)
        guard !people.isEmpty else { return [] }
        var member: [UInt8] = []
        JSONWriter.append(literal: #","reshared_by":["#, to: &member)
        let pod = pod
        for (place, person) in people.prefix(Self.namedResharers).enumerated() {
            let card = try ledgerRead { () throws(LedgerError) in try reader.card(of: person, pod: pod) }
            guard let card else { continue }
            if place > 0 { member.append(UInt8(ascii: ",")) }
            PersonJSON.append(card, to: &member)
        }
        JSONWriter.append(literal: #"],"reshared_by_count":"#, to: &member)
        JSONWriter.append(Int64(people.count), to: &member)
        return member
    }

    /// How many resharers an item names.
    private static let namedResharers = 10
}
