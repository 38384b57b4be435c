import JSON
import Ledger
public import SocialModel
public import Streams
import Wire

extension Engine {
    /// Why a post stands in a stream below a place, or does not.
    ///
    /// A post that the viewer may not see is explained like one that is not there.
    public func explain(_ guid: GUID, _ request: StreamRequest) throws(EngineError) -> StreamExplanation {
        let query = try query(request)
        guard let post = try ledgerRead({ () throws(LedgerError) in try reader.post(guid) }) else {
            return .nothing
        }
        return index.explain(post, query, before: request.before)
    }

    /// The member `explain` of an item; a ranked one's has its terms.
    static func member(_ explanation: StreamExplanation, _ terms: RankingTerms? = nil) -> [UInt8] {
        var object: JSONObject = ["because": .array(explanation.because.map { .string($0.rawValue) })]
        if let terms {
            object["score"] = .number(terms.score)
            object["affinity"] = .number(terms.affinity)
            object["engagement"] = .number(terms.engagement)
            object["conversation"] = .number(terms.conversation)
            object["recency"] = .number(terms.recency)
            object["diversity"] = .number(terms.diversity)
        }
        return Array(#","explain":"#.utf8) + JSONWriter.bytes(.object(object))
    }
}
