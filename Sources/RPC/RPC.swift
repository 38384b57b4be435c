// A line goes through the files in this order:
//
//   bytes ──▶ Server/LineBuffer     cut at newlines, within limits
//         ──▶ Server/Session        decoded, looked up, its answers gathered
//         ──▶ Methods/MethodTable   the contract, one entry a method
//         ──▶ Methods/…             parameters read, the engine asked
//   answer ◀─ Server/Session        one write a pass
//
// Client/RPCClient is the other end; Discovery/OpenRPC describes the table.

/// The engine's contract on a Unix socket: newline-delimited JSON-RPC 2.0 (see `rpc.discover`).
public enum RPC {
    /// The version of this engine, as `engine.status` and `rpc.discover` tell it.
    public static let version = "0.1.0"
}
