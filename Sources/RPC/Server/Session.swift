import Engine
import Logging
import NIOCore
import Wire

/// One connection: cuts its input into requests, and sends their answers, one write a pass.
///
/// It lives on the engine's loop, so that a read is done between taking its line and writing its answer.
actor Session {
    nonisolated let loop: any EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.executor.asUnownedSerialExecutor() }

    let host: SessionHost
    let lane: LaneID
    let channel: any Channel
    /// Whether it is one connection too many.
    private let isFull: Bool
    private var phase = Phase.open
    private var lines: LineBuffer
    /// Bytes of `lines` that are counted in the host's gauge.
    private var counted = 0
    private var isReading = true
    private var isPumpScheduled = false
    /// Bytes of a line that is being read elsewhere; what follows it waits.
    private var readElsewhere = 0

    /// Answers that were not sent yet.
    var output: [UInt8] = []
    /// The most room that it keeps between answers.
    private static let keptBytes = 128 << 10
    private var outlet: Outlet
    /// Events that wait behind them.
    var events: EventBuffer
    /// Requests at work, by a number of their own: IDs may repeat.
    var calls: [Int: CallAtWork] = [:]
    var nextCall = 0
    var batches: [Int: BatchAtWork] = [:]
    var deadlines = Deadlines()
    var timer: (at: NIODeadline, task: Scheduled<Void>)?

    private enum Phase {
        /// Requests are taken.
        case open
        /// No more are taken; when all are answered the connection ends.
        case ending
        /// As ending, but the peer broke off in the middle of a line, so that what it still sends is thrown away.
        case refusing
        /// All is answered; only the end of what the peer sends is waited for.
        case lingering
        case closed
    }

    init(_ channel: any Channel, _ host: SessionHost, _ lane: LaneID, isFull: Bool) {
        loop = channel.eventLoop
        self.channel = channel
        self.host = host
        self.lane = lane
        self.isFull = isFull
        lines = LineBuffer(limit: host.limits.lineBytes)
        outlet = Outlet(channel)
        events = EventBuffer(limit: host.limits.unsentEventBytes)
    }

    // MARK: - Events

    func opened() {
        if isFull { refuse(.busy("There are \(host.limits.connections) connections already.")) }
    }

    func received(_ bytes: ByteBuffer) {
        if phase == .open { lines.append(bytes) }
    }

    /// The peer sends no more, but may wait for answers; what it did not end with a newline is a line too.
    func inputEnded() {
        switch phase {
        case .open:
            phase = .ending
            lines.end()
            pump()
        case .refusing, .lingering: channel.close(promise: nil)
        case .ending, .closed: break
        }
    }

    /// Answers what was received, and ends.
    func drain() {
        let lane = lane
        host.engine.assumeIsolated { $0.closeSubscriptions(of: lane) }
        if phase == .open { phase = .ending }
        pump()
    }

    /// The connection is gone; what is at work goes on, for nobody.
    func closed() {
        phase = .closed
        lines.clear()
        readElsewhere = 0
        count()
        timer?.task.cancel()
        let lane = lane
        host.engine.assumeIsolated { $0.closeLane(lane) }
    }

    /// Answers a fault that belongs to no request, takes no more, and ends.
    func refuse(_ fault: RPCFault) {
        host.log.warning("a connection is refused: \(fault.detail)")
        Response.append(fault, id: .null, to: &output)
        phase = .refusing
        lines.clear()
        count()
        read(true)
        pump()
    }

    // MARK: - The pump

    /// Does what was received as far as it may, and sends the answers.
    func pump() {
        guard phase != .closed, phase != .lingering else { return }
        var isInputDone = phase == .refusing
        while !isInputDone, output.count < host.limits.bytesPerPass, hasRoom {
            switch lines.next() {
            case .line(let line): take(line)
            case .tooLong: return refuse(.tooLarge(limit: host.limits.lineBytes))
            case .none: isInputDone = true
            }
        }
        flush()
        guard count() else { return refuse(.busy("Too much unfinished input of all connections together.")) }
        if phase != .refusing { read(isInputDone && phase == .open) }
        if isInputDone { endIfAnswered() } else if hasRoom { schedulePump() }
    }

    /// Pumps again when the loop has served others; many completions make one pass.
    func schedulePump() {
        guard !isPumpScheduled else { return }
        isPumpScheduled = true
        loop.execute {
            self.assumeIsolated {
                $0.isPumpScheduled = false
                $0.pump()
            }
        }
    }

    /// Whether another line may be taken: none read elsewhere, not too many requests at work, not too many answers
    /// that the peer leaves unread.
    private var hasRoom: Bool {
        readElsewhere == 0 && calls.count < host.limits.requestsPerConnection && channel.isWritable
    }

    /// Reads a line and does what it says; a long one is read on another thread, so that nobody waits for that.
    private func take(_ line: ByteBuffer) {
        let (methods, limits) = (host.methods, host.limits)
        guard line.readableBytes > limits.bytesOnLoop else { return perform(ReadLine(line, methods, limits: limits)) }
        readElsewhere = line.readableBytes
        Task.detached {
            let read = ReadLine(line, methods, limits: limits)
            await self.resume(read)
        }
    }

    var isClosed: Bool { phase == .closed }

    private func resume(_ line: ReadLine) {
        readElsewhere = 0
        guard phase != .closed else { return }
        perform(line)
        schedulePump()
    }

    private func flush() {
        if channel.isWritable || phase == .ending { output.append(contentsOf: events.take()) }
        guard !output.isEmpty else { return }
        outlet.send(output)
        // The room of a large answer is not kept for small ones.
        output.removeAll(keepingCapacity: output.capacity <= Self.keptBytes)
    }

    private func read(_ isWanted: Bool) {
        guard isWanted != isReading else { return }
        isReading = isWanted
        channel.setOption(.autoRead, value: isWanted).whenFailure { _ in }
    }

    /// Brings the gauge up to date; false if all connections together hold too much.
    @discardableResult
    private func count() -> Bool {
        let held = lines.count + readElsewhere
        if held > counted {
            guard host.unparsed.take(held - counted) else { return false }
        } else if held < counted {
            host.unparsed.give(counted - held)
        }
        counted = held
        return true
    }

    // MARK: - The end

    private func endIfAnswered() {
        guard phase != .open, readElsewhere == 0, !calls.values.contains(where: { !$0.isAnswered }) else { return }
        let isRefused = phase == .refusing
        phase = isRefused ? .lingering : .closed
        let channel = channel
        // Written in order, so that when this is done all answers are.
        channel.writeAndFlush(ByteBuffer()).whenComplete { _ in
            channel.close(mode: isRefused ? .output : .all, promise: nil)
        }
        guard isRefused else { return }
        // Closing at once would drop the answer while the peer is still writing.
        loop.scheduleTask(in: .seconds(host.limits.lingerSeconds)) { channel.close(promise: nil) }
    }

    // MARK: - The clock

    /// Answers the requests whose time is over.
    func expire() {
        timer = nil
        for number in deadlines.takeExpired(at: .now()) { expire(call: number) }
        if let next = deadlines.earliest { arm(at: next) }
        schedulePump()
    }

    /// Makes sure to wake up by then.
    func arm(at time: NIODeadline) {
        if let timer, timer.at <= time { return }
        timer?.task.cancel()
        let task = loop.scheduleTask(deadline: time) { self.assumeIsolated { $0.expire() } }
        timer = (time, task)
    }
}
