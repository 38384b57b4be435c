import Engine
import JSON
import SocialModel
import Wire

/// The parameters that pages have in common, and their result.
struct Page {
    let limit: Int
    let before: OrderKey
    private let kind: Cursor.Kind
    private let digest: QueryDigest

    /// Parameters that may change between the pages of a walk.
    static let changing = ["limit", "before", "at_least", "deadline_ms", "explain"]

    /// Reads them; a cursor must be of the same walk.
    init(
        _ method: String,
        _ kind: Cursor.Kind,
        _ parameters: Parameters,
        excluding others: [String] = []
    ) throws(RPCFault) {
        self.kind = kind
        digest = QueryDigest(method: method, parameters, excluding: Self.changing + others)
        limit = Int(try parameters.optionalInteger("limit", in: RPCLimits.page) ?? RPCLimits.pageSize)
        if let text = try parameters.optionalString("before") {
            before = try Cursor(text, kind: kind, of: digest).key
        } else {
            before = .top
        }
    }

    /// The cursor of the page after a place; nil at the end.
    func cursor(after place: OrderKey?) -> String? { place.map { Cursor(kind, after: $0, of: digest).text } }

    /// A whole result.
    func bytes(_ items: [UInt8], _ end: PageEnd) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(items.count + 128)
        Self.open(to: &output)
        output.append(contentsOf: items)
        close(end, to: &output)
        return output
    }

    /// Appends what stands before the items.
    static func open(to output: inout [UInt8]) { JSONWriter.append(literal: #"{"items":["#, to: &output) }

    /// Appends what stands after the items.
    func close(_ end: PageEnd, to output: inout [UInt8]) {
        JSONWriter.append(literal: #"],"next":"#, to: &output)
        JSONWriter.append(cursor(after: end.next), to: &output)
        JSONWriter.append(literal: #","seq":"#, to: &output)
        JSONWriter.append(Int64(clamping: end.seq), to: &output)
        JSONWriter.append(literal: "}", to: &output)
    }
}
