/// How much one JSON text may hold; its length is bounded by whoever reads the line.
public struct JSONLimits: Sendable, Hashable {
    /// Levels of arrays and objects.
    public var depth: Int
    /// Values in all, those inside others included.
    public var elements: Int

    /// Sets both.
    public init(depth: Int = 64, elements: Int = 1_000_000) {
        self.depth = depth
        self.elements = elements
    }

    /// 64 levels, a million values.
    public static let standard = JSONLimits()
}
