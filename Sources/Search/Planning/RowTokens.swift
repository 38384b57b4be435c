import Query

/// A row's columns as the index holds them, asked for what stands in them.
struct RowTokens {
    let words: RowText
    let facts: RowText

    /// What of a query's leaves the tokens tell; nil for others.
    func answer(_ leaf: QueryNode<BoundNames>) -> Bool? {
        switch leaf {
        case .phrase(let words, let prefix):
            let phrase = Array(words.joined(separator: " ").utf8)
            // A single word may be a CJK character, which stands among what has no order.
            return self.words.count(of: phrase, prefix: prefix) > 0
                || (words.count == 1 && facts.count(of: phrase, prefix: false) > 0)
        case .tag(let name): return has(.tag(name))
        case .mentions(let people): return people.contains { has(.mentions($0)) }
        case .from(let people): return people.contains { has(.author($0)) }
        case .has(let attachment): return attachment.mayGo ? nil : has(.has(attachment))
        case .language(let language): return has(.language(language))
        case .flag(.isPublic): return has(.isPublic)
        case .flag(.isLimited): return has(.isLimited)
        case .flag(.reshare): return false
        case .and, .or, .not, .aspect, .written, .count, .flag: return nil
        }
    }

    private func has(_ fact: Fact) -> Bool { facts.count(of: Array(fact.token.utf8), prefix: false) > 0 }
}
