/// How long a text may be on a network, and how it is cut where it is longer.
public struct TextRule: Sendable, Hashable {
    /// How the network counts.
    public var measure: TextMeasure
    /// The most that it takes.
    public var limit: Int
    /// The most bytes that it takes besides.
    var bytes = Int.max
    /// What says that something is missing.
    var ellipsis = "…"
    /// Whether a word is left out rather than cut.
    var cutsBetweenWords = true
    /// Whether an address that the cut falls into is restored whole, at the cost of words before it (§11, Twitter).
    var restoresLinks = false

    /// A text, and the way back to the post if it is forced or not all of it fits.
    func fit(_ pieces: [Piece], linkBack: LinkBack, isForced: Bool) -> FittedText {
        if fits(pieces), !isForced { return FittedText(pieces: pieces, isCut: false) }
        let whole = pieces + linkBack.pieces(after: pieces)
        if fits(whole) { return FittedText(pieces: whole, isCut: false) }
        return FittedText(pieces: cut(pieces, linkBack), isCut: true)
    }

    func fits(_ pieces: [Piece]) -> Bool {
        measure.count(pieces) <= limit && (bytes == .max || pieces.text.utf8.count <= bytes)
    }

    private func cut(_ pieces: [Piece], _ linkBack: LinkBack) -> [Piece] {
        let tail = [.text(ellipsis)] + linkBack.pieces(after: [.text(ellipsis)])
        var head: [Piece] = []
        var room = limit - measure.count(tail)
        var roomBytes = bytes == .max ? Int.max : bytes - tail.text.utf8.count
        for piece in pieces {
            let (count, size) = (measure.count(piece), piece.text.utf8.count)
            if count <= room, size <= roomBytes {
                head.append(piece)
                room -= count
                roomBytes -= bytes == .max ? 0 : size
                continue
            }
            if case .link = piece, restoresLinks, let restored = restore(piece, after: head, linkBack) {
                return restored
            }
            if case .text(let word) = piece, !piece.isSpace, !piece.isWhole, !cutsBetweenWords || head.isEmpty {
                head.append(.text(beginning(of: word, room, roomBytes)))
            }
            break
        }
        head = head.trimmedEnd
        // An ellipsis alone says nothing.
        return head.text.isEmpty ? linkBack.pieces(after: []) : head + tail
    }

    /// As many characters of a word as there is room for.
    private func beginning(of word: String, _ room: Int, _ roomBytes: Int) -> String {
        var (kept, room, roomBytes) = ("", room, roomBytes)
        for character in word {
            room -= measure.count(.text(String(character)))
            roomBytes -= roomBytes == .max ? 0 : character.utf8.count
            if room < 0 || roomBytes < 0 { break }
            kept.append(character)
        }
        return kept
    }

    /// The address whole, with as many words before it as leave room for it; nil if it leaves no room at all.
    private func restore(_ link: Piece, after head: [Piece], _ linkBack: LinkBack) -> [Piece]? {
        let tail = [link, .text(" " + ellipsis)] + linkBack.pieces(after: [link])
        var head = head.trimmedEnd
        while true {
            let whole = head.isEmpty ? tail : head + [.text(" ")] + tail
            if fits(whole) { return whole }
            guard !head.isEmpty else { return nil }
            head.removeLast()
            head = head.trimmedEnd
        }
    }
}

/// How a text leads back to the post.
struct LinkBack: Sendable, Hashable {
    /// The post's short address.
    var url: String
    /// What stands before it, after a text.
    var before = " "
    /// What stands behind it, after a text.
    var after = ""

    func pieces(after pieces: [Piece]) -> [Piece] {
        if pieces.isEmpty { return [.link(url)] }
        return [.text(before), .link(url)] + (after.isEmpty ? [] : [.text(after)])
    }
}

/// A text that a network takes.
struct FittedText: Sendable, Hashable {
    var pieces: [Piece]
    var isCut: Bool
}
