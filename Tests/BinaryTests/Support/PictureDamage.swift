import TestSupport

/// Random damage to pictures, as a function of a seed.
struct PictureDamage {
    private let pictures: [[UInt8]]
    private var random: SeededGenerator
    /// Numbers at which sizes overflow.
    private static let edges: [UInt8] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF]

    init(_ pictures: [[UInt8]], seed: UInt64) {
        self.pictures = pictures
        random = SeededGenerator(seed: seed)
    }

    /// A picture with one to eight wounds.
    mutating func next() -> [UInt8] {
        var picture = pictures[Int.random(in: 0..<pictures.count, using: &random)]
        for _ in 0..<Int.random(in: 1...8, using: &random) { wound(&picture) }
        return picture
    }

    private mutating func wound(_ picture: inout [UInt8]) {
        guard picture.count > 8 else { return picture += [0xFF, 0xD8, 0xFF] }
        // What heads say matters more than pixels.
        let reach = Bool.random(using: &random) ? min(picture.count, 200) : picture.count
        let at = Int.random(in: 0..<reach, using: &random)
        let length = min(Int.random(in: 1...64, using: &random), picture.count - at)
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: picture[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: picture[at] = .random(in: 0...255, using: &random)
        case 3:
            let edge = Self.edges[Int.random(in: 0..<Self.edges.count, using: &random)]
            for place in at..<min(at + 4, picture.count) { picture[place] = edge }
        case 4: picture.removeSubrange(at..<at + length)
        case 5: picture.insert(contentsOf: Array(picture[at..<at + length]), at: at)
        case 6:
            let other = pictures[Int.random(in: 0..<pictures.count, using: &random)]
            picture.replaceSubrange(at..<at + length, with: other.dropFirst(at).prefix(length * 8))
        default: picture.removeLast(Int.random(in: 0..<picture.count / 2, using: &random))
        }
    }
}
