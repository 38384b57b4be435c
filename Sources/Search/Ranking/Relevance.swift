import Glibc

/// How well texts answer a query, by the formula of ``BestConstants``.
struct Relevance {
    private let terms: [(term: RelevanceTerm, idf: Double)]
    /// By phrase.
    private let idfs: [Int: Double]
    private let sum: Double
    private let usualLength: Double

    /// `found` is how many of `posts` each term finds.
    init(_ terms: [RelevanceTerm], found: [Double], posts: Double, usualLength: Double) {
        self.terms = zip(terms, found).map { term, found in
            (term, log(1 + max(0, posts - found + 0.5) / (found + 0.5)))
        }
        idfs = Dictionary(self.terms.map { ($0.term.phrase, $0.idf) }) { one, _ in one }
        sum = self.terms.reduce(0) { $0 + $1.idf }
        self.usualLength = max(1, usualLength)
    }

    /// The score of a row of so many words.
    func score(length: Int, _ occurrences: Occurrences) -> Double {
        guard sum > 0 else { return 0 }
        let weight = 1 - BestConstants.b + BestConstants.b * Double(length) / usualLength
        var score = 0.0
        for (term, idf) in terms {
            let count = Double(occurrences.count(of: term.phrase))
            score += idf * count * (BestConstants.k1 + 1) / (count + BestConstants.k1 * weight)
            if let tag = term.tag, occurrences.has(tag..<tag + 1) { score += BestConstants.exactTag * idf }
            guard let next = term.next, count > 0 else { continue }
            if occurrences.stands(term.phrase, term.length, before: next) {
                score += BestConstants.sideBySide * (idf + (idfs[next] ?? 0))
            }
        }
        return score / sum
    }
}
