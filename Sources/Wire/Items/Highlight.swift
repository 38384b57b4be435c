import JSON

/// A stretch of an item's `text` that a search found, in code points.
public struct Highlight: Sendable, Hashable {
    /// Code points before it.
    public var start: Int
    /// Code points in it.
    public var length: Int

    /// Says where.
    public init(start: Int, length: Int) {
        self.start = start
        self.length = length
    }

    static func append(_ highlights: [Highlight], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, highlight) in highlights.enumerated() {
            JSONWriter.append(literal: index > 0 ? #",{"start":"# : #"{"start":"#, to: &bytes)
            JSONWriter.append(Int64(highlight.start), to: &bytes)
            JSONWriter.append(literal: #","length":"#, to: &bytes)
            JSONWriter.append(Int64(highlight.length), to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
    }
}
