/// A language that texts are told apart by, named by its ISO 639-1 code.
public enum Language: String, CaseIterable, Hashable, Sendable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case ar, cs, da, de, el, en, es, fa, fi, fr, he, hi, hu, it, ja, ko, nl, no, pl, pt, ro, ru, sv, th, tr, uk, zh

    /// A number that never changes, from 1 on: what is stored.
    public var number: UInt16 { Self.numbers[self] ?? 0 }

    /// The language of a number.
    public init?(number: UInt16) {
        guard number > 0, number <= Self.byNumber.count else { return nil }
        self = Self.byNumber[Int(number) - 1]
    }

    /// New ones come last.
    private static let byNumber: [Language] = [
        .ar, .cs, .da, .de, .el, .en, .es, .fa, .fi, .fr, .he, .hi, .hu, .it, .ja, .ko, .nl, .no, .pl, .pt, .ro, .ru,
        .sv, .th, .tr, .uk, .zh,
    ]

    private static let numbers = Dictionary(
        uniqueKeysWithValues: byNumber.enumerated().map { ($1, UInt16($0 + 1)) }
    )
}
