import CICU

/// What ICU says of one code point, looked up instead of asked.
struct ScalarFacts {
    /// How a code point is cut.
    enum Role: UInt8 {
        /// A letter or digit that makes one word with others of its kind, and is folded by itself.
        case plain
        /// Part of no token, so that it ends what stands before it.
        case separator
        /// ICU has to see what stands beside it.
        case mixed
    }

    let role: Role
    let category: cicu_class
    /// What a plain one is folded to: up to four bytes of UTF-8, the first lowest.
    private let folded: UInt32
    private let length: UInt8

    /// Those below U+2070: Latin, Greek, Cyrillic and whatever else is written with letters alone, and the punctuation.
    static let table = (0..<0x2070 as Range<Int32>).map(ScalarFacts.init)

    private init(_ scalar: Int32) {
        category = cicu_classify(scalar)
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe withUnsafePointer(to: scalar) { scalar in
            unsafe bytes.withUnsafeMutableBufferPointer { bytes in
                unsafe Int(cicu_fold(scalar, 1, bytes.baseAddress, Int32(bytes.count)))
            }
        }
        let isPlain = category == CICU_LETTER && cicu_joins_letters(scalar) != 0 && count <= ScalarFacts.mostBytes
        role = isPlain ? .plain : category == CICU_OTHER ? .separator : .mixed
        folded = bytes[..<ScalarFacts.mostBytes].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        length = UInt8(isPlain ? count : 0)
    }

    /// The most that a plain one is folded to, in bytes.
    static let mostBytes = 4

    /// Appends what it is folded to.
    func append(to bytes: inout [UInt8]) {
        var rest = folded
        for _ in 0..<length {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
