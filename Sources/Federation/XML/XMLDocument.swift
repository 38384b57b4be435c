/// A parsed document: a small tree over the concatenation of all its text.
///
/// The text of an element, nested markup flattened as the protocol wants it
/// (§5), is one run of that concatenation, so nothing is copied until it is read.
struct XMLDocument {
    let root: XMLElement
    let characters: [UInt8]

    /// The text of an element as UTF-8.
    func bytes(of element: XMLElement) -> ArraySlice<UInt8> { characters[element.textRange] }

    /// The text of an element.
    func text(of element: XMLElement) -> String { String(decoding: bytes(of: element), as: UTF8.self) }
}

/// An element with what counts of it.
struct XMLElement {
    /// The local name; with its prefix if no namespace is declared for that.
    var name: String
    /// The namespace's URI; nil without one.
    var namespace: String?
    /// Whether a prefix or a default namespace applies: entities have neither.
    var isQualified: Bool
    /// Attributes without a namespace.
    var attributes: [XMLAttribute]
    /// Child elements in order.
    var children: [XMLElement] = []
    /// Where its text stands in the document's.
    var textRange: Range<Int>
    /// Whether there is no child node at all: neither element, text, comment nor instruction.
    var isEmpty = true

    /// The value of the attribute without a namespace; nil if there is none.
    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// An attribute without a namespace.
struct XMLAttribute {
    var name: String
    var value: String
}
