/// What diaspora*'s bookmarklet writes for somebody (diaspora-behaviour §12).
public enum Bookmark {
    /// How much title and notes may have together with the address, in UTF-16 units as its script counts.
    private static let longest = 1_900
    /// How much of a title stays where the two are too long.
    private static let longestTitle = 128

    /// The text for a page: `content` as it is, else title, quoted notes and address.
    public static func text(url: String, title: String? = nil, notes: String? = nil, content: String? = nil) -> String {
        if let content { return content }
        var title = (title ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
        var notes = notes ?? ""
        let room = max(0, longest - url.utf16.count)
        if title.utf16.count + notes.utf16.count > room {
            title = cut(title, to: longestTitle)
            notes = cut(notes, to: max(0, room - longestTitle))
        }
        var parts: [String] = []
        if !title.isEmpty { parts.append("### \(title)") }
        if !notes.isEmpty {
            let lines = notes.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            parts.append("> " + lines.joined(separator: "\n> "))
        }
        parts.append(url)
        return parts.joined(separator: "\n\n")
    }

    /// At most so many units, and what says that there was more; characters stay whole.
    private static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf16.count > limit else { return text }
        var kept = ""
        var count = 0
        for character in text {
            count += character.utf16.count
            if count > limit { break }
            kept.append(character)
        }
        return kept + " ..."
    }
}
