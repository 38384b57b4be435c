extension [Piece] {
    /// With tags as other networks read them: a hyphen ends a tag there, and is none of it.
    var withPlainTags: [Piece] {
        map { piece in
            guard case .tag(let name) = piece, name.contains("-") else { return piece }
            let words = name.split(separator: "-").joined(separator: "_")
            return words.contains(where: \.isLetter) ? .tag(words) : .text("#" + name)
        }
    }

    /// The names of its tags, each once, in order.
    var tags: [String] {
        var seen: Set<String> = []
        return compactMap { piece in
            guard case .tag(let name) = piece, seen.insert(name.lowercased()).inserted else { return nil }
            return name
        }
    }
}
