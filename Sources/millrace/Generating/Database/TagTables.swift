import SocialModel

/// Tags, what they are on, and who follows them.
struct TagTables {
    private var names: [String] = []
    private var numbers: [String: Int] = [:]
    private var counts: [Int] = []
    private var taggings = SQLTable("taggings", "id, tag_id, taggable_id, taggable_type, context, created_at")
    private var followings = SQLTable("tag_followings", "id, tag_id, user_id, created_at, updated_at")
    private var followed: Set<[Int]> = []
    private let start: Timestamp

    /// - Parameter start: when tags were followed.
    init(start: Timestamp) { self.start = start }

    /// Something bears these tags.
    mutating func add(_ tags: [String], _ type: String, _ number: Int, _ time: Timestamp) {
        var seen: Set<Int> = []
        for tag in tags.map({ self.number(of: $0) }) where seen.insert(tag).inserted {
            counts[tag - 1] += 1
            taggings.add(
                .integer(taggings.count + 1),
                .integer(tag),
                .integer(number),
                .text(type),
                .text("tags"),
                .time(time)
            )
        }
    }

    /// A user follows a tag, as typed.
    mutating func follow(_ tag: String, _ user: Int) {
        let tag = number(of: TagGrammar.normalise(tag))
        guard followed.insert([tag, user]).inserted else { return }
        followings.add(
            .integer(followings.count + 1),
            .integer(tag),
            .integer(user),
            .time(start),
            .time(start)
        )
    }

    /// All three tables.
    var tables: [SQLTable] {
        var table = SQLTable("tags", "id, name, taggings_count")
        for (index, name) in names.enumerated() {
            table.add(.integer(index + 1), .text(name), .integer(counts[index]))
        }
        return [table, taggings, followings]
    }

    private mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        names.append(name)
        counts.append(0)
        numbers[name] = names.count
        return names.count
    }
}
