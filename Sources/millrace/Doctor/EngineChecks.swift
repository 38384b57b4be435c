import JSON
import RPC

/// Looks at the engine that serves, if one does.
struct EngineChecks {
    let socket: String

    private static let longestSocket = 107
    private static let mostLag: Int64 = 10_000

    func findings() async -> [Finding] {
        guard socket.utf8.count <= Self.longestSocket else {
            return [
                .wrong(
                    "socket",
                    "\(socket) is longer than a socket's path can be",
                    remedy: "Choose one of at most \(Self.longestSocket) bytes."
                )
            ]
        }
        do throws(RPCClientError) {
            let client = try await RPCClient.connect(to: socket)
            let status = try await client.call("engine.status", [:])
            await client.close()
            return [.fine("socket", "an engine answers on \(socket)")] + Self.findings(in: status)
        } catch {
            return [
                .doubtful(
                    "socket",
                    error.description,
                    remedy: "Start the engine (systemctl start millrace), or name its socket with --socket."
                )
            ]
        }
    }

    /// What an engine's own account of itself tells.
    static func findings(in status: JSONValue) -> [Finding] {
        [version(status), search(status), waiting(status), sandbox(status)]
    }

    private static func version(_ status: JSONValue) -> Finding {
        let running = status["version"]?.string ?? "?"
        return running == RPC.version
            ? .fine("version", running)
            : .doubtful(
                "version",
                "\(running) serves, and this is \(RPC.version)",
                remedy: "Start the engine again after an upgrade: systemctl restart millrace."
            )
    }

    private static func search(_ status: JSONValue) -> Finding {
        let view = status["views"]?["search"]
        if let done = view?["building"]?["done"]?.integer, let all = view?["building"]?["of"]?.integer {
            return .doubtful("search index", "\(done.grouped) of \(all.grouped) posts are built", remedy: "Wait.")
        }
        let lag = view?["lag"]?.integer ?? 0
        return lag < mostLag
            ? .fine("search index", "\((view?["posts"]?.integer ?? 0).grouped) posts, \(lag.grouped) changes behind")
            : .doubtful(
                "search index",
                "\(lag.grouped) changes behind",
                remedy: "If that does not shrink, look into the log, and build it anew: millrace reindex."
            )
    }

    private static func waiting(_ status: JSONValue) -> Finding {
        let waiting = status["parked"]?["count"]?.integer ?? 0
        let most = status["limits"]?["parked"]?.integer ?? .max
        return waiting < most / 2
            ? .fine("parked", "\(waiting.grouped) wait for something that has not come")
            : .doubtful(
                "parked",
                "\(waiting.grouped) wait for something that has not come, of \(most.grouped) that may",
                remedy: "Let the engine ask other pods (--fetch), or attach the pod to the end."
            )
    }

    private static func sandbox(_ status: JSONValue) -> Finding {
        let media = status["media"]
        guard let files = media?["confined_files"]?.bool, let calls = media?["confined_calls"]?.bool else {
            return .fine("sandbox", "no picture was decoded since the start")
        }
        return files && calls
            ? .fine("sandbox", "pictures are decoded without files and without system calls to spare")
            : .doubtful(
                "sandbox",
                "this kernel does not confine \(files ? "system calls" : "files") of what decodes pictures",
                remedy: "Use a kernel of 5.13 or later with Landlock and seccomp."
            )
    }
}
