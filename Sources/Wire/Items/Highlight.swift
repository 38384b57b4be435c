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

    /// The member `,"highlights":[{"start":0,"length":4}]`, as an item takes it at its end.
    public static func member(_ highlights: [Highlight]) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.append(literal: #","highlights":["#, to: &bytes)
        for (index, highlight) in highlights.enumerated() {
            JSONWriter.append(literal: index > 0 ? #",{"start":"# : #"{"start":"#, to: &bytes)
            JSONWriter.append(Int64(highlight.start), to: &bytes)
            JSONWriter.append(literal: #","length":"#, to: &bytes)
            JSONWriter.append(Int64(highlight.length), to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}
