import SocialModel

/// What a load keeps in memory of every post: where its GUID leads, what rules ask, and what is counted.
struct LoadedPosts {
    // A post's number is its place; place 0 is nobody's.
    private(set) var author: [UInt32] = [0]
    private(set) var flags: [PostFlags] = [[]]
    private(set) var counts = [PostCounts()]
    /// Microseconds since 1970.
    private(set) var interactedAt: [Int64] = [0]
    /// Whether somebody interacted with the post since it came.
    private(set) var isMoved = [false]
    private var byDigits: [UInt128: UInt32] = [:]
    private var byText: [GUID: UInt32] = [:]

    /// How many posts came, those that went included.
    var count: Int { author.count - 1 }

    /// The number of a post that is there.
    func number(_ guid: GUID) -> UInt32? { guid.digits.map { byDigits[$0] } ?? byText[guid] }

    /// Adds the post of the next number.
    mutating func append(_ guid: GUID, author: UInt32, flags: PostFlags, interactedAt: Timestamp) {
        let number = UInt32(self.author.count)
        self.author.append(author)
        self.flags.append(flags)
        self.interactedAt.append(interactedAt.microseconds)
        counts.append(PostCounts())
        isMoved.append(false)
        if let digits = guid.digits { byDigits[digits] = number } else { byText[guid] = number }
    }

    /// Forgets the GUID of a post that was retracted; false if it is not there.
    mutating func remove(_ guid: GUID) -> Bool {
        guard let digits = guid.digits else { return byText.removeValue(forKey: guid) != nil }
        return byDigits.removeValue(forKey: digits) != nil
    }

    mutating func countComment(_ post: UInt32, at time: Timestamp) {
        let post = Int(post)
        counts[post].comments += 1
        guard time.microseconds > interactedAt[post] else { return }
        interactedAt[post] = time.microseconds
        isMoved[post] = true
    }

    mutating func countLike(_ post: UInt32) { counts[Int(post)].likes += 1 }

    mutating func countReshare(_ post: UInt32) { counts[Int(post)].reshares += 1 }
}
