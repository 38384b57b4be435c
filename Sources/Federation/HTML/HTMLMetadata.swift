/// What the head of a web page says of it: its title, and its `meta` elements.
public struct HTMLMetadata: Sendable, Hashable {
    /// The text of `title`, white space squeezed; nil if there is none.
    public let title: String?
    /// The `property` or `name` of each `meta` element in lower case, and its `content`, in the page's order.
    public let properties: [(name: String, content: String)]

    /// The first content of a property that is not empty.
    public func first(_ names: String...) -> String? {
        for name in names {
            if let found = properties.first(where: { $0.name == name && !$0.content.isEmpty }) { return found.content }
        }
        return nil
    }

    /// Reads a page in UTF-8; what stands behind its head is not looked at.
    ///
    /// Throws ``FederationError/notHTML`` or the limit that was hit.
    public init(parsing html: [UInt8]) throws(FederationError) {
        let document = try XMLDocument(html: Array(html[..<Self.endOfHead(html)]), limits: Self.limits)
        var title: String?
        var properties: [(String, String)] = []
        func look(_ element: XMLElement) {
            switch element.name {
            case "title": if title == nil { title = Self.squeezed(document.text(of: element)) }
            case "meta":
                let name = element.attribute("property") ?? element.attribute("name")
                if let name, let content = element.attribute("content") {
                    properties.append((name.lowercased(), Self.squeezed(content)))
                }
            default: break
            }
            for child in element.children { look(child) }
        }
        look(document.root)
        self.title = title.flatMap { $0.isEmpty ? nil : $0 }
        self.properties = properties.map { (name: $0.0, content: $0.1) }
    }

    /// Compares what was read.
    public static func == (one: HTMLMetadata, other: HTMLMetadata) -> Bool {
        one.title == other.title && one.properties.elementsEqual(other.properties, by: ==)
    }

    /// Hashes what was read.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(title)
        for property in properties { hasher.combine(property.name) }
    }

    private static let limits = FederationLimits(elements: 4_000, discoveryBytes: 1 << 20)

    /// Where the body begins, or the head ends; scripts that have these words in them only cut it short.
    private static func endOfHead(_ html: [UInt8]) -> Int {
        var index = 0
        while let start = html[index...].firstIndex(of: UInt8(ascii: "<")) {
            let rest = html[start...].prefix(6).map { $0 | 0x20 }
            if rest == Array("</head".utf8).map({ $0 | 0x20 }) || rest.starts(with: "<body".utf8.map { $0 | 0x20 }) {
                return start
            }
            index = start + 1
        }
        return html.count
    }

    private static func squeezed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
