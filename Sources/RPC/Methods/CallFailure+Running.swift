import Engine
import SocialModel
import Wire

extension CallFailure {
    /// Reads parameters; what is wrong with them is the failure.
    static func parameters<Value>(_ body: () throws(RPCFault) -> Value) throws(CallFailure) -> Value {
        do { return try body() } catch { throw .fault(error) }
    }

    /// Asks the engine; its error is the failure.
    static func asking<Value>(_ body: () throws(EngineError) -> Value) throws(CallFailure) -> Value {
        do { return try body() } catch { throw .engine(error) }
    }

    /// Asks the engine and waits; its error is the failure.
    static func awaiting<Value: Sendable>(
        _ body: () async throws(EngineError) -> Value
    ) async throws(CallFailure) -> Value {
        do { return try await body() } catch { throw .engine(error) }
    }
}

extension Parameters {
    /// The sequence number that an answer must have reached.
    func atLeast() throws(RPCFault) -> UInt64? {
        try optionalInteger("at_least", in: 0...Int64.max).map { UInt64($0) }
    }
}
