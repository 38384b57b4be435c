import SocialModel

/// Reads the grammar of Docs/query-language.md by recursive descent.
struct QueryParser<Cutter: WordCutter> {
    typealias Node = QueryNode<TypedNames>

    let scalars: [Unicode.Scalar]
    let cutter: Cutter
    let limits: QueryLimits
    var position = 0
    private var terms = 0
    private var prefixes = 0
    private var depth = 0

    init(_ text: String, cutter: Cutter, limits: QueryLimits) {
        scalars = Array(text.unicodeScalars)
        self.cutter = cutter
        self.limits = limits
    }

    mutating func parse() throws(QueryFault) -> Node {
        let node = try parseOr()
        guard position == scalars.count else { throw QueryFault(.unopenedParenthesis, at: position) }
        guard let node else { throw QueryFault(.empty, at: 0) }
        return node
    }

    // MARK: - Operators

    /// Gives nil for what has no words, as everything below does.
    private mutating func parseOr() throws(QueryFault) -> Node? {
        var nodes: [Node] = []
        if let first = try parseAnd() { nodes.append(first) }
        while let start = take("OR") {
            try requireOperand("OR", at: start)
            if let next = try parseAnd() { nodes.append(next) }
        }
        return nodes.count > 1 ? .or(nodes) : nodes.first
    }

    private mutating func parseAnd() throws(QueryFault) -> Node? {
        var nodes: [Node] = []
        var isFirst = true
        while true {
            let operatorStart = take("AND")
            if let operatorStart {
                if isFirst { throw missingOperand("AND", at: operatorStart) }
                try requireOperand("AND", at: operatorStart)
            }
            guard startsOperand() else {
                if isFirst, let start = peek("OR") { throw missingOperand("OR", at: start) }
                break
            }
            if let node = try parseNot() { nodes.append(node) }
            isFirst = false
        }
        return nodes.count > 1 ? .and(nodes) : nodes.first
    }

    private mutating func parseNot() throws(QueryFault) -> Node? {
        let start = position
        if take("NOT") != nil {
            try requireOperand("NOT", at: start)
        } else if scalars[position] == "-", position + 1 < scalars.count,
            !isBreak(scalars[position + 1], besides: "(\"")
        {
            position += 1
        } else {
            return try parseAtom()
        }
        let node = try nested(at: start) { parser throws(QueryFault) in try parser.parseNot() }
        return node.map { .not($0) }
    }

    private mutating func nested(
        at start: Int,
        _ parse: (inout Self) throws(QueryFault) -> Node?
    ) throws(QueryFault) -> Node? {
        depth += 1
        guard depth <= limits.depth else { throw QueryFault(.tooDeep(limit: limits.depth), at: start) }
        let node = try parse(&self)
        depth -= 1
        return node
    }

    // MARK: - Atoms

    private mutating func parseAtom() throws(QueryFault) -> Node? {
        let start = position
        switch scalars[position] {
        case "(":
            position += 1
            let node = try nested(at: start) { parser throws(QueryFault) in try parser.parseOr() }
            skipSpaces()
            guard position < scalars.count else {
                throw QueryFault(.unclosedParenthesis, at: start, suggestion: text(start..<scalars.count) + ")")
            }
            position += 1
            return node
        case "\"":
            guard let end = scalars[(start + 1)...].firstIndex(of: "\"") else {
                throw QueryFault(.unclosedQuote, at: start, suggestion: text(start..<scalars.count) + "\"")
            }
            position = end + 1
            return try phrase(start + 1..<end, isPrefix: false)
        default:
            position = scalars[start...].firstIndex { isBreak($0, besides: "") } ?? scalars.count
            if let node = try quotedValue(start) { return node }
            return try term(start..<position)
        }
    }

    /// One or several words side by side.
    mutating func phrase(_ range: Range<Int>, isPrefix: Bool) throws(QueryFault) -> Node? {
        let cut = cutter.cut(text(range))
        guard let last = cut.words.last else { return nil }
        try count(cut.words.count, at: range.lowerBound)
        let isPrefix = isPrefix && cut.canGoOn
        if isPrefix {
            guard last.unicodeScalars.count >= limits.shortestPrefix else {
                throw QueryFault(.prefixTooShort(limit: limits.shortestPrefix), at: range.lowerBound)
            }
            prefixes += 1
            guard prefixes <= limits.prefixes else {
                throw QueryFault(.tooManyPrefixes(limit: limits.prefixes), at: range.lowerBound)
            }
        }
        return .phrase(cut.words, prefix: isPrefix)
    }

    mutating func count(_ more: Int, at offset: Int) throws(QueryFault) {
        terms += more
        guard terms <= limits.terms else { throw QueryFault(.tooManyTerms(limit: limits.terms), at: offset) }
    }

    // MARK: - Characters

    func text(_ range: Range<Int>) -> String { String(scalars: scalars[range]) }

    private func isBreak(_ scalar: Unicode.Scalar, besides kept: String) -> Bool {
        guard !kept.unicodeScalars.contains(scalar) else { return false }
        return isSpace(scalar) || scalar == "(" || scalar == ")" || scalar == "\""
    }

    /// Any white space parts terms, the ideographic space of CJK keyboards too.
    private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    private mutating func skipSpaces() {
        while position < scalars.count, isSpace(scalars[position]) { position += 1 }
    }

    private mutating func startsOperand() -> Bool {
        skipSpaces()
        return position < scalars.count && scalars[position] != ")" && peek("OR") == nil && peek("AND") == nil
    }

    private mutating func requireOperand(_ name: String, at start: Int) throws(QueryFault) {
        guard startsOperand() else { throw missingOperand(name, at: start) }
    }

    /// Between quotation marks an operator is a word.
    private func missingOperand(_ name: String, at start: Int) -> QueryFault {
        QueryFault(.missingOperand(name), at: start, suggestion: "\"\(name)\"")
    }

    /// Where an operator stands, if it comes next.
    private mutating func peek(_ name: String) -> Int? {
        skipSpaces()
        let end = position + name.unicodeScalars.count
        guard end <= scalars.count, scalars[position..<end].elementsEqual(name.unicodeScalars),
            end == scalars.count || isBreak(scalars[end], besides: "")
        else { return nil }
        return position
    }

    private mutating func take(_ name: String) -> Int? {
        guard let start = peek(name) else { return nil }
        position += name.unicodeScalars.count
        return start
    }
}
