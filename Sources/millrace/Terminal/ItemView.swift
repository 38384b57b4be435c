import JSON
import SocialModel
import Wire

/// What a terminal shows of an item.
struct ItemView {
    var guid: String
    var author: Author
    var text: String
    var createdAt: Timestamp?
    var isPublic: Bool
    var isReshare: Bool
    var likes: Int64
    var comments: Int64
    var reshares: Int64
    var photos: Int
    var question: String?
    var lastComments: [Comment]
    var hits: [Range<Int>]
    var root: [ItemView]

    struct Author {
        var name: String
        var id: String

        init(_ json: JSONValue?) {
            id = (json?["diaspora_id"]?.string ?? "somebody").printable.replacing("\n", with: " ")
            let name = (json?["name"]?.string ?? "").printable.replacing("\n", with: " ")
            self.name = name.isEmpty ? id : name
        }
    }

    struct Comment {
        var author: Author
        var text: String
    }

    /// Nil if that is no item of the contract's.
    init?(_ json: JSONValue) {
        guard let guid = json["guid"]?.string, let text = json["text"]?.string else { return nil }
        self.guid = guid.printable
        self.text = text
        author = Author(json["author"])
        createdAt = json["created_at"]?.string.flatMap { Timestamp(iso8601: $0) }
        isPublic = json["public"]?.bool ?? false
        isReshare = json["post_type"]?.string == "Reshare"
        let interactions = json["interactions"]
        likes = interactions?["likes_count"]?.integer ?? 0
        comments = interactions?["comments_count"]?.integer ?? 0
        reshares = interactions?["reshares_count"]?.integer ?? 0
        photos = json["photos"]?.array?.count ?? 0
        question = json["poll"]?["question"]?.string
        lastComments = (interactions?["comments"]?.array ?? []).map {
            Comment(author: Author($0["author"]), text: $0["text"]?.string ?? "")
        }
        hits = (json["highlights"]?.array ?? []).compactMap(Self.hit)
        root = json["root"].flatMap { ItemView($0) }.map { [$0] } ?? []
    }

    private static func hit(_ json: JSONValue) -> Range<Int>? {
        guard let start = json["start"]?.integer, let length = json["length"]?.integer, start >= 0, length > 0,
            case let (end, overflows) = start.addingReportingOverflow(length), !overflows
        else { return nil }
        return Int(start)..<Int(end)
    }
}
