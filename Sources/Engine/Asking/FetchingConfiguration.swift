public import Fetching

/// How an engine fetches from other pods what things wait for.
public struct FetchingConfiguration: Sendable {
    /// How it asks.
    public var client: HTTPClientConfiguration
    /// How much it asks.
    public var limits = FetchLimits()

    /// With the limits that hold unless configured.
    public init(client: HTTPClientConfiguration) { self.client = client }
}
