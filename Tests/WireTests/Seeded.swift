import SocialModel

/// SplitMix64: the same seed gives the same test.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }

    /// Absent in half of the cases.
    mutating func maybe<Value>(_ make: (inout Seeded) -> Value) -> Value? { chance(2) ? make(&self) : nil }

    mutating func list<Value>(upTo most: Int, _ make: (inout Seeded) -> Value) -> [Value] {
        (0..<below(most + 1)).map { _ in make(&self) }
    }

    /// Texts with whatever makes encoders stumble; never empty.
    mutating func text() -> String {
        let pieces = [
            "a", "Word", " ", "\"", "\\", "/", "\n", "\r\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "e\u{301}", "漢字",
            "عربي",
            "😀", "👩‍👩‍👧", "\u{2028}", "\u{2029}", "\u{FFFF}", "#tag", "@{Bob; bob@pod.example}", "**", "_", "`", "[x](y)",
            "<b>",
        ]
        return (0..<(1 + below(12))).map { _ in pieces[below(pieces.count)] }.joined()
    }

    mutating func id() -> DiasporaID { ids[below(ids.count)] }

    mutating func guid() -> GUID {
        let hex = String(next(), radix: 16)
        return known(GUID(String(repeating: "0", count: 16) + hex))
    }

    /// Between the years 1 and 9999, microseconds included.
    mutating func time() -> Timestamp {
        Timestamp(microseconds: Int64.random(in: -62_135_596_800_000_000..<253_402_300_800_000_000, using: &self))
    }
}

private let ids = (1...9).map { known(DiasporaID("person\($0)@pod\($0 % 3).example")) }

/// A value that the test itself wrote down right.
func known<Value>(_ value: Value?, file: StaticString = #file, line: UInt = #line) -> Value {
    guard let value else { preconditionFailure("The test's own value is not valid.", file: file, line: line) }
    return value
}
