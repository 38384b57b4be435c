public import Fetching
public import Services

/// How an engine copies posts to other networks.
public struct PublishingConfiguration: Sendable {
    /// How it asks.
    public var client: HTTPClientConfiguration
    /// Encrypts credentials.
    public var vault: CredentialVault
    /// Milliseconds until the first try again; each further pause is twice as long.
    public var pauseMilliseconds: Int64 = 30_000
    /// The longest of these pauses.
    public var longestPauseMilliseconds: Int64 = 6 * 3_600_000
    /// Tries until a copy is given up.
    public var attempts = 16
    /// Accounts that are asked at once.
    public var atOnce = 8

    /// With the limits that hold unless configured.
    public init(client: HTTPClientConfiguration, vault: CredentialVault) {
        self.client = client
        self.vault = vault
        self.client.limits.bodyBytes = max(client.limits.bodyBytes, ServicesLimits.photo)
    }
}
