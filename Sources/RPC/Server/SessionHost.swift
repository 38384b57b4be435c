import Engine
import Logging

/// What all sessions share.
struct SessionHost: Sendable {
    let engine: Engine
    let methods: MethodTable
    let limits: RPCLimits
    let log: Logger
    /// Bytes of lines that are not complete.
    let unparsed: Gauge
    /// Searches and photos at work.
    let slow: Gauge

    init(_ engine: Engine, _ limits: RPCLimits, _ log: Logger) {
        self.engine = engine
        self.limits = limits
        self.log = log
        methods = .contract
        unparsed = Gauge(limit: limits.unparsedBytes)
        slow = Gauge(limit: limits.slowRequests)
    }
}
