import SocialModel

/// Some posts, oldest first: those of an author, with a tag, mentioning a person, or received by a user.
struct PostingList {
    private(set) var keys: [UInt64] = []
    /// The last key, 0 if there is none; beside the array, so that asking dozens of lists for it opens none of them.
    private(set) var newest: UInt64 = 0

    init() {}

    /// Takes in keys in any order.
    init(sorting values: ArraySlice<UInt64>) {
        keys = Array(values)
        defer { newest = keys.last ?? 0 }
        if keys.isAscending { return }
        keys.sort()
        // Each stands there once, whatever the rows say.
        if !keys.isAscending { keys = Set(keys).sorted() }
    }

    var isEmpty: Bool { keys.isEmpty }
    var count: Int { keys.count }

    /// Adds a post, and says where it stands; most come last.
    ///
    /// One that is there stays there once.
    @discardableResult
    mutating func insert(_ key: OrderKey) -> Int {
        guard newest >= key.value else {
            keys.append(key.value)
            newest = key.value
            return keys.count - 1
        }
        let place = keys.lowerBound(key.value)
        if keys[place] != key.value { keys.insert(key.value, at: place) }
        return place
    }

    mutating func remove(_ key: OrderKey) {
        let place = keys.lowerBound(key.value)
        guard place < keys.count, keys[place] == key.value else { return }
        keys.remove(at: place)
        newest = keys.last ?? 0
    }

    /// Takes in all of another list.
    mutating func merge(_ other: PostingList) {
        guard !other.isEmpty else { return }
        var merged: [UInt64] = []
        merged.reserveCapacity(keys.count + other.keys.count)
        var (mine, theirs) = (keys[...], other.keys[...])
        while let one = mine.first, let two = theirs.first {
            merged.append(min(one, two))
            if one <= two { mine.removeFirst() }
            if two <= one { theirs.removeFirst() }
        }
        keys = merged + mine + theirs
        newest = max(newest, other.newest)
    }

    mutating func set(_ key: OrderKey, _ isMember: Bool) {
        if isMember { insert(key) } else { remove(key) }
    }

    func contains(_ key: OrderKey) -> Bool { place(of: key) != nil }

    /// Where a post stands, if it does.
    func place(of key: OrderKey) -> Int? {
        // Most posts that are read are newer than most lists.
        if key.value > newest { return nil }
        let place = keys.lowerBound(key.value)
        return place < keys.count && keys[place] == key.value ? place : nil
    }
}
