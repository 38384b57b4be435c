/// What of an item depends on how it is asked for, beside who sees it.
public struct ItemAppearance: Sendable {
    /// Whether `nsfw` says false whatever is shown, so that clients shield nothing.
    public var showsNSFW: Bool
    /// Members to add at the end, each with the comma before it, as ``FoundText/members``.
    public var trailing: [UInt8]

    /// As in diaspora*, unless said otherwise.
    public init(showsNSFW: Bool = false, trailing: [UInt8] = []) {
        self.showsNSFW = showsNSFW
        self.trailing = trailing
    }
}
