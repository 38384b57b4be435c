import JSON
import RPC
import Wire

/// Sends lines to an engine: changes in batches, a window of requests on their way, all in the order of the lines.
struct Importer {
    /// Changes in one `pod.apply`.
    private static let batch = 200
    /// Requests on their way.
    private static let window = 64
    /// About how many bytes of requests are on their way, so that the engine's queue has room for others.
    private static let bytesOnTheWay = 8 << 20
    /// How often a busy engine is asked again before that counts as a refusal.
    private static let attempts = 50

    private let client: RPCClient
    /// What became of what was sent so far.
    private(set) var tally = ImportTally()
    private var changes: [(line: Int, value: JSONValue)] = []
    private var changeBytes = 0
    private var sent: [SentCall] = []
    private var sentBytes = 0

    /// A request on its way, and the line of each of its changes.
    private struct SentCall {
        var method: String
        var parameters: JSONObject
        var lines: [Int]
        var bytes: Int
        var answer: RPCAnswer
    }

    init(_ client: RPCClient) { self.client = client }

    /// Takes a line.
    mutating func take(_ bytes: [UInt8], line: Int) async throws {
        let read: ImportLine
        do throws(RPCFault) { read = try ImportLine(bytes) } catch { return refuse(line: line, error) }
        switch read {
        case .blank: break
        case .changes(let values):
            for value in values {
                changes.append((line, value))
                changeBytes += bytes.count / values.count
                if changes.count >= Self.batch || changeBytes >= Self.bytesOnTheWay / 4 { try await sendChanges() }
            }
        case .envelope(let parameters):
            try await sendChanges()
            try await send("federation.receive", parameters, [line], bytes.count)
        }
    }

    /// Counts a line that is not worth sending.
    mutating func refuse(line: Int, _ fault: RPCFault) { tally.refuse(line: line, fault.reason, fault.detail) }

    /// Waits for all answers.
    mutating func finish() async throws {
        try await sendChanges()
        while !sent.isEmpty { try await takeOldest() }
    }

    // MARK: - Out

    private mutating func sendChanges() async throws {
        guard !changes.isEmpty else { return }
        let (lines, values, bytes) = (changes.map(\.line), changes.map(\.value), changeBytes)
        changes = []
        changeBytes = 0
        try await send("pod.apply", ["changes": .array(values), "on_error": "skip"], lines, bytes)
    }

    private mutating func send(
        _ method: String,
        _ parameters: JSONObject,
        _ lines: [Int],
        _ bytes: Int
    ) async throws {
        var parameters = parameters
        parameters["deadline_ms"] = 600_000
        while !sent.isEmpty, sent.count >= Self.window || sentBytes + bytes > Self.bytesOnTheWay {
            try await takeOldest()
        }
        let answer = client.send(method, parameters)
        sent.append(SentCall(method: method, parameters: parameters, lines: lines, bytes: bytes, answer: answer))
        sentBytes += bytes
    }

    // MARK: - In

    private mutating func takeOldest() async throws {
        var call = sent.removeFirst()
        sentBytes -= call.bytes
        for attempt in 1... {
            do throws(RPCClientError) {
                return count(try await call.answer.value(), of: call)
            } catch {
                guard case .fault(let fault) = error else { throw error }
                guard fault.retryable, attempt < Self.attempts else {
                    for line in call.lines { refuse(line: line, fault) }
                    return
                }
                try await Task.sleep(for: .milliseconds(100))
                call.answer = client.send(call.method, call.parameters)
            }
        }
    }

    private mutating func count(_ result: JSONValue, of call: SentCall) {
        tally.reached(result["seq"]?.integer)
        switch result["status"]?.string {
        case "accepted": return tally.accept()
        case "duplicate": return tally.repeated()
        case "parked": return tally.park()
        default: break
        }
        let parked = result["parked"]?.array?.count ?? 0
        let refused = result["refused"]?.array ?? []
        tally.park(parked)
        tally.accept(call.lines.count - parked - refused.count)
        for refusal in refused {
            let line = refusal["index"]?.integer.flatMap { Int(exactly: $0) }.flatMap { index in
                call.lines.indices.contains(index) ? call.lines[index] : nil
            }
            tally.refuse(line: line ?? 0, refusal["reason"]?.string ?? "", refusal["detail"]?.string ?? "")
        }
    }
}
