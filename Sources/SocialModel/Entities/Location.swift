/// Where a post was written (protocol §8 `location`).
public struct Location: Sendable, Hashable {
    /// As a person writes it.
    public var address: String?
    /// Any text, as sent (`lat`).
    public var latitude: String
    /// Any text, as sent (`lng`).
    public var longitude: String

    /// Says it in full.
    public init(address: String? = nil, latitude: String, longitude: String) {
        self.address = address
        self.latitude = latitude
        self.longitude = longitude
    }
}
