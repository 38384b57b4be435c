import Engine
import NIOHTTP1

/// What who watches the engine is told.
struct MonitoringAnswer: Sendable {
    var status: HTTPResponseStatus
    var text: String
    var contentType = "text/plain; charset=utf-8"

    /// The answer to a request; one that needs the engine waits for it.
    static func to(_ request: HTTPRequestHead, _ state: Readiness.State) async -> MonitoringAnswer {
        let path = request.uri.prefix { $0 != "?" }
        guard ["/metrics", "/healthz", "/readyz"].contains(path) else {
            return MonitoringAnswer(status: .notFound, text: "There is /metrics, /healthz and /readyz.\n")
        }
        guard request.method == .GET || request.method == .HEAD else {
            return MonitoringAnswer(status: .methodNotAllowed, text: "Only to be read.\n")
        }
        switch state {
        case .serving(let engine): return await serving(path, engine)
        case .starting: return idle(path, "The engine reads its posts.\n")
        case .stopping: return idle(path, "The engine stops.\n")
        }
    }

    private static func serving(_ path: Substring, _ engine: Engine) async -> MonitoringAnswer {
        guard path == "/metrics" else {
            // It takes its turn among the requests: an engine that hangs does not answer this one either.
            return MonitoringAnswer(status: .ok, text: "The engine serves, at seq \(await engine.seq).\n")
        }
        do throws(EngineError) {
            return MonitoringAnswer(
                status: .ok,
                text: try await Metrics.text(of: engine),
                contentType: Metrics.contentType
            )
        } catch {
            return MonitoringAnswer(status: .serviceUnavailable, text: "The engine cannot tell how it is.\n")
        }
    }

    /// One that does not serve is alive, and not ready.
    private static func idle(_ path: Substring, _ words: String) -> MonitoringAnswer {
        MonitoringAnswer(status: path == "/healthz" ? .ok : .serviceUnavailable, text: words)
    }
}
