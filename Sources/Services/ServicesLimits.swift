/// How much is kept of accounts on other networks, and taken from their answers.
public enum ServicesLimits {
    /// Bytes of one credential.
    public static let credential = 4_096
    /// Bytes of an endpoint.
    public static let endpoint = 512
    /// Code points of what a network says is wrong.
    public static let reason = 300
    /// Bytes of a picture that is passed on.
    public static let photo = 10 << 20
    /// How often a picture that is being processed is asked for.
    static let processing = 30
    /// Milliseconds between.
    static let processingPause = 1_000
    /// How many of an account's last posts are looked through.
    static let recent = 40
}
