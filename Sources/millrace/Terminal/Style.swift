/// How a stretch of text looks on a terminal.
enum Style {
    case plain, name, tag, mention, hit, faint

    /// The text in this style; without colours only hits are marked, with «».
    func apply(_ text: String, colours: Bool) -> String {
        guard colours else { return self == .hit ? "«\(text)»" : text }
        return switch self {
        case .plain: text
        case .name: "\u{1B}[1m\(text)\u{1B}[0m"
        case .tag: "\u{1B}[36m\(text)\u{1B}[0m"
        case .mention: "\u{1B}[35m\(text)\u{1B}[0m"
        case .hit: "\u{1B}[30;43m\(text)\u{1B}[0m"
        case .faint: "\u{1B}[2m\(text)\u{1B}[0m"
        }
    }
}
