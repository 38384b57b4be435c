import Glibc

/// How well texts answer a query, by the formula of ``BestConstants``.
struct Relevance {
    private let terms: [(term: RelevanceTerm, idf: Double)]
    /// By phrase.
    private let idfs: [[UInt8]: Double]
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

    /// The score of a row.
    func score(_ row: RowTokens) -> Double {
        guard sum > 0 else { return 0 }
        let length = 1 - BestConstants.b + BestConstants.b * Double(row.words.length) / usualLength
        var score = 0.0
        for (term, idf) in terms {
            let count = Double(row.words.count(of: term.phrase, prefix: term.prefix))
            score += idf * count * (BestConstants.k1 + 1) / (count + BestConstants.k1 * length)
            if let tag = term.tag, row.facts.count(of: tag, prefix: false) > 0 { score += BestConstants.exactTag * idf }
            if let next = term.next, let pair = term.pair, row.words.count(of: pair, prefix: false) > 0 {
                score += BestConstants.sideBySide * (idf + (idfs[next] ?? 0))
            }
        }
        return score / sum
    }
}
