/// A part of a text that is counted and cut by its own rule.
public enum Piece: Sendable, Hashable {
    /// White space, or a word that a cut may shorten.
    case text(String)
    /// An address, which stays whole.
    case link(String)
    /// A tag by its name without `#`, which stays whole.
    case tag(String)

    /// As it is written.
    public var text: String {
        switch self {
        case .text(let text): text
        case .link(let url): url
        case .tag(let name): "#" + name
        }
    }

    /// Whether it is nothing but white space.
    var isSpace: Bool {
        if case .text(let text) = self { text.allSatisfy(\.isWhitespace) } else { false }
    }

    /// Whether a cut must leave it whole or leave it out: a word that others may take for an address or a name.
    var isWhole: Bool {
        guard case .text(let text) = self else { return true }
        return text.contains("@") || BareAddress.mayBe(text)
    }
}

extension [Piece] {
    /// As it is written.
    public var text: String { map(\.text).joined() }

    /// The first address in it.
    var firstLink: String? {
        for case .link(let url) in self { return url }
        return nil
    }

    /// Without white space at its end.
    var trimmedEnd: [Piece] {
        var rest = self
        while let last = rest.last, last.isSpace { rest.removeLast() }
        return rest
    }
}

/// A word that some networks take for an address though it has no scheme, as `pod.example/x`.
enum BareAddress {
    /// Whether a dot stands between a letter or digit and two letters, as it does in names of hosts.
    static func mayBe(_ word: String) -> Bool {
        let characters = Array(word)
        return characters.indices.contains { index in
            guard characters[index] == ".", index > 0, index + 2 < characters.count else { return false }
            let before = characters[index - 1]
            return (before.isLetter || before.isNumber) && characters[index + 1].isLetter
                && characters[index + 2].isLetter
        }
    }
}
