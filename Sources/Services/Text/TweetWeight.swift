/// What Twitter counts a text (the weights of twitter-text 3, on composed text).
///
/// Twitter knows the top-level domains and takes `pod.example` without a scheme for an address or not; where that cannot
/// be told here, the greater of both counts.
enum TweetWeight {
    static func of(_ piece: Piece) -> Int {
        switch piece {
        case .link(let url): weight(ofLink: url)
        case .tag(let name): 1 + weight(of: name)
        case .text(let text): BareAddress.mayBe(text) ? weight(ofBareAddresses: text) : weight(of: text)
        }
    }

    static func weight(of text: String) -> Int {
        text.reduce(0) { $0 + (isEmoji($1) ? 2 : $1.unicodeScalars.reduce(0) { $0 + weight(of: $1) }) }
    }

    private static func weight(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0...4_351, 8_192...8_205, 8_208...8_223, 8_242...8_247: 1
        default: 2
        }
    }

    /// From the first character on that Twitter may take no longer for a part of the address, it is text.
    private static func weight(ofLink url: String) -> Int {
        let path = url.drop(while: isLinkCharacter)
        if path.isEmpty { return TextMeasure.shortLink }
        return max(TextMeasure.shortLink + weight(of: String(path)), weight(of: url))
    }

    private static func weight(ofBareAddresses text: String) -> Int {
        let isOne = text.allSatisfy { isLinkCharacter($0) } && text.first?.isPunctuation == false
        return isOne
            ? max(weight(of: text), TextMeasure.shortLink)
            : weight(of: text) + TextMeasure.shortLink * text.count { $0 == "." }
    }

    private static func isLinkCharacter(_ character: Character) -> Bool {
        character.isASCII
            && (character.isLetter || character.isNumber || "!*';:=+,.$/%#[]-_~@&?()".contains(character))
    }

    /// Whether a character is shown as one emoji, however many code points it has.
    static func isEmoji(_ character: Character) -> Bool {
        let scalars = character.unicodeScalars
        guard let first = scalars.first, first.properties.isEmoji, !scalars.contains("\u{FE0E}") else { return false }
        if first.properties.isEmojiPresentation {
            // Half of a flag is a letter.
            return !isRegional(first) || scalars.count == 2
        }
        return scalars.count > 1 && scalars.dropFirst().contains { $0 == "\u{FE0F}" || $0.properties.isEmojiModifier }
    }

    private static func isRegional(_ scalar: Unicode.Scalar) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar.value) }
}
