/// Texts as networks give them back, so that one of ours is known again.
enum ShownText {
    /// The letters of a text, without white space, marks of HTML, and its entities written out.
    static func letters(ofHTML html: String) -> String {
        var text = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            text += rest[..<open]
            guard let close = rest[open...].firstIndex(of: ">") else { break }
            rest = rest[rest.index(after: close)...]
        }
        return letters(of: text + rest)
    }

    /// The letters of a text without white space, and its entities written out.
    static func letters(of text: String) -> String {
        let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")]
            .reduce(text) { $0.replacing($1.0, with: $1.1) }
        return plain.filter { !$0.isWhitespace }
    }
}
