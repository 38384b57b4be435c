/// Builds the tree out of a parser's events, and stops it at the first limit.
struct XMLTreeBuilder {
    private let limits: FederationLimits
    private var open: [XMLElement] = []
    private var elements = 0
    private(set) var root: XMLElement?
    private(set) var characters: [UInt8] = []
    /// Why parsing has been stopped.
    private(set) var refusal: FederationError?

    init(limits: FederationLimits, capacity: Int) {
        self.limits = limits
        characters.reserveCapacity(capacity)
    }

    /// Whether one more element may begin; if not, ``refusal`` says why.
    mutating func admitsElement() -> Bool {
        if refusal == nil, open.count == limits.depth { refusal = .tooDeep(limit: limits.depth) }
        if refusal == nil, elements == limits.elements { refusal = .tooManyElements(limit: limits.elements) }
        return refusal == nil
    }

    mutating func refuse(_ error: FederationError) {
        if refusal == nil { refusal = error }
    }

    mutating func begin(_ name: String, namespace: String?, isQualified: Bool, attributes: [XMLAttribute]) {
        elements += 1
        noteChild()
        let start = characters.count
        open.append(
            XMLElement(
                name: name,
                namespace: namespace,
                isQualified: isQualified,
                attributes: attributes,
                textRange: start..<start
            )
        )
    }

    mutating func end() {
        guard var element = open.popLast() else { return }
        element.textRange = element.textRange.lowerBound..<characters.count
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        noteChild()
        unsafe characters.append(contentsOf: text)
    }

    /// The open element has a child node of whatever kind.
    mutating func noteChild() {
        if !open.isEmpty { open[open.count - 1].isEmpty = false }
    }
}
