/// What goes over the socket, as pure functions of bytes.
///
///     line ─▶ RequestLine ─▶ Request ─▶ Parameters ─▶ ChangeJSON, EntityJSON, Cursor
///     page ◀─ Response    ◀─ ItemCard, CommentJSON, PersonJSON
///
/// Nothing here keeps a state, waits or reads a clock. Whatever a client sends
/// that is not as the contract wants it becomes an ``RPCFault``, which is the
/// one form that refusals have on the wire.
public enum WireLimits {
    /// The longest line that is read unless configured otherwise, in bytes.
    public static let longestLine = 16 * 1024 * 1024
}
