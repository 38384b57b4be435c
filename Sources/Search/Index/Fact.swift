import Query
import SocialModel

/// What is true of a post besides its words; each fact is one token of the index.
///
/// It never changes, but for photos and polls, of which a post may lose the last: whoever asks for these asks the streams'
/// index as well, so that the post need not be indexed again.
///
/// A fact's token begins with a code point of private use or of planes 4 to 13, where none is assigned, which no word
/// can: the tokenizer takes letters, marks, digits and emoji only. FTS5's `ascii` tokenizer keeps everything beyond ASCII
/// in one token, and so a fact is never taken apart, nor for a word.
enum Fact: Hashable {
    /// The normalised name of a tag.
    case tag(String)
    case mentions(PersonNumber)
    case author(PersonNumber)
    case isPublic
    case isLimited
    case has(Attachment)
    case language(Language)
    /// True of no post: what a query for somebody unknown asks for.
    case nothing

    /// The token.
    ///
    /// What one character says has only that one: it stands in none of FTS5's indexes of beginnings, which take two. That
    /// goes for the numbers of the first 327,680 people, too.
    /// Tags' ASCII punctuation (`_`, `-`, `<`) would end it, and stands in private use too.
    var token: String {
        switch self {
        case .tag(let name): "\u{E101}" + Self.escaped(name)
        case .mentions(let person): Self.token("\u{E102}", 0x90000, person)
        case .author(let person): Self.token("\u{E103}", 0x40000, person)
        case .isPublic: "\u{E104}"
        case .isLimited: "\u{E105}"
        case .has(let attachment): Self.character(0xE110, attachment.number)
        case .language(let language): Self.character(0xE120, language.number)
        case .nothing: "\u{E107}"
        }
    }

    /// The name of the tag that a token stands for, if it does for one.
    static func tagName(ofToken token: String) -> String? {
        guard token.unicodeScalars.first == "\u{E101}" else { return nil }
        var name = String.UnicodeScalarView()
        for scalar in token.unicodeScalars.dropFirst() {
            name.append(
                (0xE000...0xE07F).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value - 0xE000)) : scalar
            )
        }
        return String(name)
    }

    /// A person as a code point of five planes of their own, or spelt out.
    private static func token(_ mark: String, _ plane: UInt32, _ person: PersonNumber) -> String {
        if person.value < 0x50000, let scalar = Unicode.Scalar(plane + person.value) {
            return String(Character(scalar))
        }
        return mark + String(person.value)
    }

    private static func character(_ first: UInt16, _ number: UInt16) -> String {
        Unicode.Scalar(first + number).map { String(Character($0)) } ?? Fact.nothing.token
    }

    private static func escaped(_ name: String) -> String {
        guard name.unicodeScalars.contains(where: { $0.isASCII && !$0.isWordByte }) else { return name }
        var token = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            if scalar.isASCII, !scalar.isWordByte {
                token.append(Unicode.Scalar(0xE000 + UInt16(scalar.value)) ?? "\u{E000}")
            } else {
                token.append(scalar)
            }
        }
        return String(token)
    }
}

extension Attachment {
    /// Whether a post may lose it.
    var mayGo: Bool { self == .photo || self == .poll }

    /// What stands for it in the index.
    fileprivate var number: UInt16 {
        switch self {
        case .photo: 0
        case .video: 1
        case .poll: 2
        case .link: 3
        case .location: 4
        }
    }
}
