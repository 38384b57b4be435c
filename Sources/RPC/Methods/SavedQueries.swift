import Engine
import Query
import Search
import SocialModel
import Wire

/// Reads the queries of saved streams before they are kept, so that who typed one hears at once where it is wrong.
enum SavedQueries {
    /// - Parameter places: Where each change stood in the call.
    static func check(_ changes: [Change], at places: [Int]) throws(RPCFault) {
        var tokenizer: Tokenizer?
        for (change, place) in zip(changes, places) {
            guard case .savedStreamPut(_, _, let query) = change else { continue }
            do throws(SearchError) {
                let cutter: Tokenizer
                if let tokenizer { cutter = tokenizer } else { cutter = try Tokenizer() }
                tokenizer = cutter
                do throws(QueryFault) {
                    _ = try TypedQuery.parse(query, cuttingWordsWith: cutter)
                } catch { throw .query(error) }
            } catch {
                var fault = RPCFault(.search(error))
                fault.index = place
                fault.field = "changes[\(place)].query"
                throw fault
            }
        }
    }
}
