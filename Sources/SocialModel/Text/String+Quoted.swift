extension String {
    /// In quotes for a person, cut to 80 code points, since senders choose what stands there.
    package var quoted: String { "\"\(cut(to: 80))\"" }

    /// At most so many code points, and then an ellipsis if there were more.
    package func cut(to limit: Int) -> String {
        let head = unicodeScalars.prefix(limit)
        return head.endIndex == unicodeScalars.endIndex ? self : String(head) + "…"
    }
}
