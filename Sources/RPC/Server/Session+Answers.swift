import Engine
import JSON
import Logging
import NIOCore
import Wire

extension Session {
    func settle(_ destination: AnswerDestination, _ id: RequestID?, with fault: RPCFault) {
        settle(destination) { output in
            if let id { Response.append(fault, id: id, to: &output) }
        }
    }

    func settle(_ destination: AnswerDestination, _ append: (inout [UInt8]) -> Void) {
        switch destination {
        case .line:
            // Taken out while it grows, so that it is not copied and nobody else reaches it.
            var bytes = output
            output = []
            append(&bytes)
            output = bytes
        case .batch(let number):
            guard var batch = batches.removeValue(forKey: number) else { return }
            var line: [UInt8] = []
            append(&line)
            if !line.isEmpty { batch.answers.add(line) }
            batch.unsettled -= 1
            if batch.unsettled == 0 { batch.answers.append(to: &output) } else { batches[number] = batch }
        }
    }

    /// A failure in the contract's words; what is the engine's own fault goes to the log.
    func fault(of failure: CallFailure, _ id: RequestID?, _ method: String) -> RPCFault {
        switch failure {
        case .fault(let fault): return fault
        case .engine(let error):
            let fault = RPCFault(error)
            if fault.code == .internalFault {
                let id = id.map { String(decoding: JSONWriter.bytes($0.json), as: UTF8.self) } ?? "none"
                host.log.error("a request failed: \(error)", metadata: ["method": "\(method)", "id": "\(id)"])
            }
            return fault
        }
    }

    /// Takes an event for this connection; false if there is no room for it.
    func take(_ event: StreamEvent) -> Bool {
        var bytes: [UInt8] = []
        event.append(to: &bytes)
        var isLast = false
        if case .closed = event.kind { isLast = true }
        schedulePump()
        // In the order of what happens, unless the peer does not read: then events have a limit of their own.
        if events.isEmpty, channel.isWritable, output.count < host.limits.bytesPerPass {
            output.append(contentsOf: bytes)
            return true
        }
        return events.append(bytes, isLast: isLast)
    }
}
