import Engine
import NIOCore
import Wire

// Calls that are answered later.
extension Session {
    func begin(
        _ request: ReadRequest,
        _ destination: AnswerDestination,
        _ begun: Begun,
        _ deadline: NIODeadline
    ) -> Int {
        nextCall += 1
        calls[nextCall] = CallAtWork(id: request.id, method: request.method, destination: destination, begun: begun)
        deadlines.set(nextCall, deadline)
        arm(at: deadline)
        return nextCall
    }

    func finish(_ number: Int, _ result: Result<[UInt8], CallFailure>) {
        guard let call = calls.removeValue(forKey: number) else { return }
        deadlines.remove(number)
        schedulePump()
        if call.isAnswered { return }
        note(call.begun, isFault: result.isFault)
        switch result {
        case .success(let bytes):
            settle(call.destination) { output in
                guard let id = call.id else { return }
                Response.open(id, to: &output)
                output.append(contentsOf: bytes)
                Response.close(to: &output)
            }
        case .failure(let failure):
            settle(call.destination, call.id, with: fault(of: failure, call.id, call.method))
        }
    }

    /// Answers a request that took too long.
    ///
    /// It is not stopped: a write may be on its way to the disk.
    func expire(call number: Int) {
        guard let call = calls[number] else { return }
        calls[number]?.isAnswered = true
        note(call.begun, isFault: true)
        settle(call.destination, call.id, with: .deadline)
    }

    func note(_ begun: Begun, isFault: Bool) {
        host.engine.meter.assumeIsolated { $0.note(begun.place, isFault: isFault, since: begun.at) }
    }
}

extension Result {
    var isFault: Bool { if case .failure = self { true } else { false } }
}
