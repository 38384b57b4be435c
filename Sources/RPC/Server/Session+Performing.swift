import Engine
import JSON
import NIOCore
import SocialModel
import Wire

extension Session {
    /// Does what a line asks for.
    func perform(_ line: ReadLine) {
        switch line.requests {
        case nil: break
        case .single(let request): perform(request, to: .line, cost: line.length)
        case .batch(let all):
            nextCall += 1
            let number = nextCall
            batches[number] = BatchAtWork(unsettled: all.count)
            for request in all { perform(request, to: .batch(number), cost: line.length / all.count) }
        }
    }

    private func perform(_ request: ReadRequest, to destination: AnswerDestination, cost: Int) {
        switch request.step {
        case .success(let step):
            let begun = Begun(place: step.place, at: .now())
            if let viewer = newViewer(step.work) {
                prepare(viewer, request, step, destination, begun, cost)
            } else {
                perform(request, step, to: destination, begun, cost)
            }
        case .failure(let fault): settle(destination, request.id, with: fault)
        }
    }

    /// Of whom something has to be read before the work can be done on the loop.
    private func newViewer(_ work: ReadRequest.Work) -> DiasporaID? {
        host.engine.assumeIsolated { engine in
            guard engine.hasNewViewers, let viewer = work.viewer, engine.lacksActs(of: viewer) else { return nil }
            return viewer
        }
    }

    private func prepare(
        _ viewer: DiasporaID,
        _ request: ReadRequest,
        _ step: ReadRequest.Step,
        _ destination: AnswerDestination,
        _ begun: Begun,
        _ cost: Int
    ) {
        let call = begin(request, destination, begun, begun.at + .milliseconds(step.milliseconds))
        let engine = host.engine
        Task {
            await engine.readActs(of: viewer)
            guard let waiting = calls.removeValue(forKey: call) else { return }
            deadlines.remove(call)
            schedulePump()
            if !waiting.isAnswered, !isClosed { perform(request, step, to: destination, begun, cost) }
        }
    }

    private func perform(
        _ request: ReadRequest,
        _ step: ReadRequest.Step,
        to destination: AnswerDestination,
        _ begun: Begun,
        _ cost: Int
    ) {
        let deadline = begun.at + .milliseconds(step.milliseconds)
        let engine = host.engine
        switch step.work {
        case .read(let read, let parameters): perform(read, parameters, request, to: destination, begun)
        case .page(let read, let parameters): perform(read, parameters, request, to: destination, begun, deadline)
        case .write(let write):
            let call = begin(request, destination, begun, deadline)
            let context = WriteContext(lane: lane, cost: cost, receivedAt: .now) { result in
                self.assumeIsolated { $0.finish(call, result) }
            }
            engine.assumeIsolated { write($0, context) }
        case .live(let live, let parameters): perform(live, parameters, request, to: destination, begun)
        case .slow(let slow, let parameters):
            performElsewhere(request, to: destination, begun, deadline) { engine, deadline throws(CallFailure) in
                try await slow(engine, parameters, deadline)
            }
        }
    }

    private func performElsewhere(
        _ request: ReadRequest,
        to destination: AnswerDestination,
        _ begun: Begun,
        _ deadline: NIODeadline,
        _ slow: @escaping @Sendable (Engine, NIODeadline) async throws(CallFailure) -> [UInt8]
    ) {
        guard host.slow.take(1) else {
            let fault = RPCFault.busy("\(host.slow.limit) searches and photos are at work already.")
            return settle(destination, request.id, with: fault)
        }
        let call = begin(request, destination, begun, deadline)
        let engine = host.engine
        Task {
            let result: Result<[UInt8], CallFailure>
            do throws(CallFailure) {
                result = .success(try await slow(engine, deadline))
            } catch { result = .failure(error) }
            self.host.slow.give(1)
            self.finish(call, result)
        }
    }

    private func perform(
        _ read: @escaping Method.Read,
        _ parameters: Parameters,
        _ request: ReadRequest,
        to destination: AnswerDestination,
        _ begun: Begun
    ) {
        settle(destination) { output in
            // Nobody would hear what a notification reads.
            guard let id = request.id else { return }
            let start = output.count
            let result = host.engine.assumeIsolated { engine in
                Response.open(id, to: &output)
                return Result { () throws(CallFailure) in try read(engine, parameters, &output) }
            }
            note(begun, isFault: result.isFault)
            switch result {
            case .success: Response.close(to: &output)
            case .failure(let failure):
                output.removeLast(output.count - start)
                Response.append(fault(of: failure, id, request.method), id: id, to: &output)
            }
        }
    }

    private func perform(
        _ read: @escaping Method.ReadPage,
        _ parameters: Parameters,
        _ request: ReadRequest,
        to destination: AnswerDestination,
        _ begun: Begun,
        _ deadline: NIODeadline
    ) {
        guard let id = request.id else { return settle(destination) { _ in } }
        // As for other reads, the answer grows where it is sent from; only what is not done at once is set aside.
        var bytes: [UInt8] = []
        if case .line = destination { swap(&bytes, &output) }
        let start = bytes.count
        Response.open(id, to: &bytes)
        let opened = bytes.count
        // Not `Result(catching:)`, whose closure would ask again whether it runs on the engine's executor.
        let result: Result<Unfinished?, CallFailure> = host.engine.assumeIsolated { engine in
            do throws(CallFailure) { return .success(try read(engine, parameters, &bytes)) } catch {
                return .failure(error)
            }
        }
        var unfinished: (Unfinished, [UInt8])?
        switch result {
        case .success(nil):
            note(begun, isFault: false)
            Response.close(to: &bytes)
        case .success(let rest?):
            unfinished = (rest, Array(bytes[opened...]))
            bytes.removeLast(bytes.count - start)
        case .failure(let failure):
            note(begun, isFault: true)
            bytes.removeLast(bytes.count - start)
            Response.append(fault(of: failure, id, request.method), id: id, to: &bytes)
        }
        if case .line = destination { swap(&bytes, &output) }
        switch unfinished {
        case nil: if case .batch = destination { settle(destination) { $0.append(contentsOf: bytes) } }
        case (.stretch(let rest), let soFar)?: goOn(begin(request, destination, begun, deadline), rest, soFar)
        case (.elsewhere(let slow), _)?: performElsewhere(request, to: destination, begun, deadline, slow)
        }
    }

    /// Goes on with a read behind all that waits for the loop now.
    private func goOn(_ call: Int, _ rest: Stretch, _ soFar: [UInt8]) {
        loop.execute {
            self.assumeIsolated { session in
                guard session.calls[call]?.isAnswered == false else {
                    session.finish(call, .success([]))
                    return
                }
                var bytes = soFar
                let result = session.host.engine.assumeIsolated { engine in
                    Result { () throws(CallFailure) in try rest.goOn(engine, &bytes) }
                }
                switch result {
                case .success(nil): session.finish(call, .success(bytes))
                case .success(let rest?): session.goOn(call, rest, bytes)
                case .failure(let failure): session.finish(call, .failure(failure))
                }
            }
        }
    }

    private func perform(
        _ live: @escaping Method.Live,
        _ parameters: Parameters,
        _ request: ReadRequest,
        to destination: AnswerDestination,
        _ begun: Begun
    ) {
        let subscriber = Subscriber(lane: lane) { event in self.assumeIsolated { $0.take(event) } }
        host.engine.assumeIsolated { engine in
            do throws(CallFailure) {
                let done = try live(engine, parameters, subscriber)
                self.assumeIsolated { session in
                    session.note(begun, isFault: false)
                    session.settle(destination) { output in
                        if let id = request.id { Response.append(.object(done.result), id: id, to: &output) }
                    }
                }
                done.then?(engine)
            } catch {
                self.assumeIsolated { session in
                    session.note(begun, isFault: true)
                    session.settle(destination, request.id, with: session.fault(of: error, request.id, request.method))
                }
            }
        }
    }
}
