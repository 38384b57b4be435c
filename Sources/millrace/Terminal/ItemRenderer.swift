import Glibc
import SocialModel

/// Lays items out for a terminal.
struct ItemRenderer {
    var width = Terminal.width
    var colours = Terminal.hasColours
    /// Lines of a text that are shown; nil: all.
    var linesOfText: Int?
    var now = Timestamp(seconds: Int64(time(nil)))

    /// The lines of one item, with an empty one at the end.
    func text(_ item: ItemView) -> String {
        var lines = [header(item.author, item.createdAt, width: width)]
        if let root = item.root.first {
            lines.append("  " + faint("reshared"))
            lines.append("  " + faint("│ ") + header(root.author, root.createdAt, width: width - 4))
            lines += body(root, hits: item.hits, width: width - 4).map { "  " + faint("│ ") + $0 }
        } else if item.isReshare {
            lines.append("  " + faint("reshared a post that is gone"))
        } else {
            lines += body(item, hits: item.hits, width: width - 2).map { "  " + $0 }
        }
        lines.append("  " + faint(footer(item)))
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// The last comments of an item.
    func comments(_ item: ItemView) -> String {
        item.lastComments.map { comment in
            let text = PostText.styled(comment.text).wrapped(width - 4)
            let name = "  " + Style.name.apply(comment.author.name, colours: colours) + faint("  " + comment.author.id)
            return ([name] + text.map { "    " + $0.text(colours: colours) }).joined(separator: "\n") + "\n\n"
        }.joined()
    }

    // MARK: - Parts

    /// Name and ID on the left, the time on the right.
    private func header(_ author: ItemView.Author, _ time: Timestamp?, width: Int) -> String {
        let age = time.map { Age.words($0, now: now) } ?? ""
        var left = StyledText(author.name, .name)
        if author.id != author.name { left.append("  " + author.id, .faint) }
        let room = width - age.count - 2
        if left.width > room { left = left.wrapped(max(1, room - 1))[0] + StyledText("…", .plain) }
        let gap = String(repeating: " ", count: max(2, width - left.width - age.count))
        return left.text(colours: colours) + gap + faint(age)
    }

    private func body(_ item: ItemView, hits: [Range<Int>], width: Int) -> [String] {
        var lines = PostText.styled(item.text, hits: hits).wrapped(width)
        while lines.last?.pieces.isEmpty == true { lines.removeLast() }
        if let linesOfText, lines.count > linesOfText {
            lines = Array(lines.prefix(linesOfText)) + [StyledText("…", .faint)]
        }
        if let question = item.question?.printable {
            lines += StyledText("? " + question, .name).wrapped(width)
        }
        return lines.map { $0.text(colours: colours) }
    }

    private func footer(_ item: ItemView) -> String {
        var parts: [String] = item.isPublic ? [] : ["limited"]
        let counts: [(Int64, String)] = [
            (item.likes, "like"), (item.comments, "comment"), (item.reshares, "reshare"), (Int64(item.photos), "photo"),
        ]
        for (count, word) in counts where count > 0 { parts.append("\(count.grouped) \(word)\(count == 1 ? "" : "s")") }
        return (parts + [item.guid]).joined(separator: " · ")
    }

    private func faint(_ text: String) -> String { text.isEmpty ? "" : Style.faint.apply(text, colours: colours) }
}

extension StyledText {
    fileprivate static func + (one: StyledText, other: StyledText) -> StyledText {
        StyledText(one.pieces + other.pieces)
    }
}
