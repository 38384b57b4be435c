import Foundation
import SocialModel
import TestSupport
import Testing

@testable import Services

/// Whatever is written: never over the limit as the network counts, never half an address, tag or emoji.
@Suite struct FittingPropertyTests {
    @Test(arguments: [ServiceKind.twitter, .mastodon, .bluesky, .facebook, .tumblr])
    func nothingIsTooLongOrBroken(kind: ServiceKind) throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("fitting \(kind): seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let account = try Samples.account(kind)
        let count = kind == .facebook || kind == .tumblr ? 6 : 300
        for _ in 0..<count {
            let length =
                kind == .facebook || kind == .tumblr
                ? Int.random(in: 0...9_000, using: &random) : Int.random(in: 0...90, using: &random)
            let source = RandomText(length: length, using: &random)
            let post = try Samples.post(source.text, photos: Int.random(in: 0...5, using: &random))
            let rendered = account.render(post)
            try check(rendered, source, kind, "seed \(seed): \(source.text)")
        }
    }

    private func check(_ rendered: RenderedPost, _ source: RandomText, _ kind: ServiceKind, _ what: String) throws {
        let text = rendered.text
        let count = NaiveCount.count(text, kind)
        let limit = [.twitter: 280, .mastodon: 500, .bluesky: 300, .facebook: 63_206, .tumblr: 409_600][kind] ?? 0
        #expect(count <= limit, "\(count) of \(what)")
        #expect(rendered.used == count, "\(what)")
        if kind == .bluesky { #expect(text.utf8.count <= 3_000) }
        // A cut is never shorter than it has to be by more than the longest thing that stays whole.
        let all = text.split(whereSeparator: \.isWhitespace).map(String.init)
        for word in all where word.contains("://") {
            let bare = word.trimmingCharacters(in: CharacterSet(charactersIn: "()…."))
            #expect(source.links.contains(bare) || bare == Samples.link, "\(word) of \(what)")
        }
        for word in all where word.hasPrefix("#") {
            let bare = word.trimmingCharacters(in: CharacterSet(charactersIn: "….,!"))
            #expect(bare == "#" || source.tags.contains(bare), "\(word) of \(what)")
        }
        let known = Set(source.text.precomposedStringWithCanonicalMapping)
        let ours = Set("… .()via" + Samples.link)
        #expect(Set(text).subtracting(known).subtracting(ours).isEmpty, "\(what)")
        let whole = PostText(markdown: source.text).pieces.withPlainTags.text
        if !rendered.isCut {
            #expect(text.hasPrefix(whole), "\(what)")
        } else {
            #expect(text.contains(Samples.link), "\(what)")
        }
    }
}

/// Words, addresses, tags and emoji in any order.
private struct RandomText {
    private(set) var text = ""
    private(set) var links: Set<String> = []
    private(set) var tags: Set<String> = []

    private static let words = [
        "word", "a", "longerword", "über", "слово", "漢字漢字", "한국어", "😀", "👩‍👩‍👧‍👦", "👍🏽👍🏽", "🇩🇪🇫🇷", "e\u{301}te\u{301}", "don't",
        "…", "“so”", "x😀y", "(aside)", "ＡＢ", "नमस्ते", "#", "1.5", "so...", "☺", "ก็",
    ]

    init(length: Int, using random: inout SeededGenerator) {
        for _ in 0..<length {
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                let path = String(
                    (0..<Int.random(in: 0...60, using: &random)).map { _ in
                        "abcXYZ019-_~/.?=&%+".randomElement(using: &random) ?? "a"
                    }
                )
                let link = (Bool.random(using: &random) ? "http" : "https") + "://site.example/" + path + "z"
                links.insert(link)
                text += link
            case 1:
                let tag =
                    "#" + (["cats", "Über", "猫の日", "new_here", "tag2", "привет"].randomElement(using: &random) ?? "")
                tags.insert(tag)
                text += tag
            case 2:
                // Nothing where it can be cut.
                text += String(
                    repeating: ["x", "漢", "😀", "é"].randomElement(using: &random) ?? "x",
                    count: Int.random(in: 1...300, using: &random)
                )
            default: text += Self.words.randomElement(using: &random) ?? ""
            }
            text += [" ", " ", " ", "\n", "\n\n"].randomElement(using: &random) ?? " "
        }
    }
}

/// The networks' own counting over again, from the text alone and with regular expressions.
enum NaiveCount {
    static func count(_ text: String, _ kind: ServiceKind) -> Int {
        let short = text.replacing(/https?:\/\/[!-~]*[A-Za-z0-9_~=&%+\-\/]/, with: String(repeating: "u", count: 23))
        switch kind {
        case .twitter:
            return short.precomposedStringWithCanonicalMapping.reduce(0) { count, character in
                let scalars = character.unicodeScalars
                let first = scalars.first?.properties
                let isEmoji = first?.isEmojiPresentation == true || scalars.contains { $0.value == 0xFE0F }
                if isEmoji { return count + 2 }
                return count
                    + scalars.reduce(0) {
                        $0
                            + ($1.value < 4_352 || (0x2010...0x201F).contains($1.value)
                                || (0x2000...0x200D).contains($1.value) || (0x2032...0x2037).contains($1.value) ? 1 : 2)
                    }
            }
        case .mastodon: return short.count
        case .bluesky: return text.count
        case .facebook: return text.utf16.count
        case .tumblr: return text.unicodeScalars.count
        }
    }
}
