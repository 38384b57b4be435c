import JSON

/// What a search found in an item's text: what a search's answer has beyond a stream's.
public struct FoundText: Sendable, Hashable {
    /// Everything, in the text's code points.
    public var highlights: [Highlight]
    /// The part of the text in which most of it shows, as written.
    public var snippet: String
    /// Where the part starts, in the text's code points.
    public var start: Int
    /// Whether the text goes on after it.
    public var isCutOff: Bool
    /// What was found in the part, in its own code points.
    public var inSnippet: [Highlight]

    /// Says it in full.
    public init(highlights: [Highlight], snippet: String, start: Int, isCutOff: Bool, inSnippet: [Highlight]) {
        self.highlights = highlights
        self.snippet = snippet
        self.start = start
        self.isCutOff = isCutOff
        self.inSnippet = inSnippet
    }

    /// The members `,"highlights":[…],"snippet":{"text":…,"start":0,"cut_off":false,"highlights":[…]}`, as an item takes
    /// them at its end.
    public var members: [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.append(literal: #","highlights":"#, to: &bytes)
        Highlight.append(highlights, to: &bytes)
        JSONWriter.append(literal: #","snippet":{"text":"#, to: &bytes)
        JSONWriter.append(snippet, to: &bytes)
        JSONWriter.append(literal: #","start":"#, to: &bytes)
        JSONWriter.append(Int64(start), to: &bytes)
        JSONWriter.append(literal: isCutOff ? #","cut_off":true"# : #","cut_off":false"#, to: &bytes)
        JSONWriter.append(literal: #","highlights":"#, to: &bytes)
        Highlight.append(inSnippet, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
