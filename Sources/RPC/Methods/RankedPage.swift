import Engine
import JSON
import SocialModel
import Wire

/// As ``Page``, of a ranking: its cursor holds the rest of the window.
struct RankedPage {
    let limit: Int
    let rest: RankingRest?
    private let digest: QueryDigest

    init(_ method: String, _ parameters: Parameters) throws(RPCFault) {
        let digest = QueryDigest(method: method, parameters, excluding: Page.changing)
        self.digest = digest
        limit = Int(try parameters.optionalInteger("limit", in: RPCLimits.page) ?? RPCLimits.pageSize)
        rest = try parameters.optionalString("before").map { (text) throws(RPCFault) in
            let cursor = try RankedCursor(text, of: digest)
            return RankingRest(
                now: cursor.now,
                posts: cursor.rest.map { RankingRest.Entry(post: $0.post, above: Int($0.above)) }
            )
        }
    }

    /// A whole result.
    func bytes(_ items: [UInt8], _ left: RankingRest?, seq: UInt64) -> [UInt8] {
        var output: [UInt8] = []
        Page.open(to: &output)
        output.append(contentsOf: items)
        close(left, seq: seq, to: &output)
        return output
    }

    /// Appends what stands after the items.
    func close(_ left: RankingRest?, seq: UInt64, to output: inout [UInt8]) {
        let cursor = left.map { left in
            let rest = left.posts.map { RankedCursor.Entry(post: $0.post, above: UInt8(clamping: $0.above)) }
            return RankedCursor(now: left.now, rest: rest, of: digest)
        }
        JSONWriter.append(literal: #"],"next":"#, to: &output)
        JSONWriter.append(cursor?.text, to: &output)
        JSONWriter.append(literal: #","seq":"#, to: &output)
        JSONWriter.append(Int64(clamping: seq), to: &output)
        JSONWriter.append(literal: "}", to: &output)
    }
}
