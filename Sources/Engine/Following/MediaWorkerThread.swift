import CSandbox
import Glibc
import Isolation
import Media

/// One worker process, and the thread that waits for it: one photo at a time.
actor MediaWorkerThread {
    private let thread = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    private let command: [String]
    private let seconds: Int
    private let photosPerWorker: Int
    private var worker: Worker?

    /// A running process, and our end of the socket that is its standard input and output.
    private struct Worker {
        let process: pid_t
        let socket: CInt
        var photos = 0
    }

    /// What came of a photo.
    struct Outcome: Sendable {
        var result: Result<ProcessedPhoto, MediaError>
        /// How many processes were started for it.
        var started = 0
        var sandbox: WorkerAnswer.Sandbox?
    }

    init(_ command: [String], seconds: Int, photos: Int) {
        self.command = command
        self.seconds = seconds
        photosPerWorker = photos
    }

    deinit {
        // The worker ends when its input does.
        if let worker { close(worker.socket) }
    }

    /// The file that this process runs.
    static var ownProgram: String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { path in
            guard let start = path.baseAddress else { return "millrace" }
            let length = unsafe readlink("/proc/self/exe", start, path.count)
            guard length > 0 else { return "millrace" }
            return String(decoding: unsafe path.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    func process(_ photo: PhotoSource, _ recipe: PhotoRecipe, limits: MediaLimits) -> Outcome {
        var outcome = Outcome(result: .failure(.crashed(detail: "the worker did not start")))
        do throws(MediaError) {
            let bytes = try photo.bytes(limit: limits.bytes)
            if worker == nil {
                worker = try start()
                outcome.started = 1
            }
            let answer = try ask(bytes, recipe, limits)
            outcome.sandbox = answer.sandbox
            guard let photo = answer.photo else {
                throw answer.error ?? MediaError.crashed(detail: "the worker gave no answer")
            }
            outcome.result = .success(photo)
        } catch {
            outcome.result = .failure(error)
        }
        return outcome
    }

    func stop() {
        _ = end()
    }

    // MARK: - Asking

    private func ask(
        _ bytes: [UInt8],
        _ recipe: PhotoRecipe,
        _ limits: MediaLimits
    ) throws(MediaError) -> WorkerAnswer {
        guard var worker else { throw .crashed(detail: "the worker did not start") }
        let deadline = ContinuousClock.now + .seconds(seconds)
        guard let head = try? WorkerFrame.encode(WorkerRequest(bytes: bytes.count, recipe: recipe, limits: limits))
        else {
            throw .invalid(detail: "limits that cannot be written")
        }
        guard MessageSocket.write(worker.socket, head, until: deadline),
            MessageSocket.write(worker.socket, bytes, until: deadline),
            let length = MessageSocket.read(worker.socket, count: 4, until: deadline).flatMap({ WorkerFrame.length($0) }
            ),
            let body = MessageSocket.read(worker.socket, count: length, until: deadline),
            let answer = try? WorkerFrame.decode(WorkerAnswer.self, body)
        else {
            let isLate = ContinuousClock.now >= deadline
            let words = end()
            if isLate { throw .timedOut(seconds: seconds) }
            throw .crashed(detail: words)
        }
        worker.photos += 1
        self.worker = worker
        if worker.photos >= photosPerWorker { _ = end() }
        return answer
    }

    // MARK: - Processes

    private func start() throws(MediaError) -> Worker {
        // A pair of sockets and not pipes: writing to one whose other side died gives an error instead of a signal.
        var ends: [CInt] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .io(path: command[0], detail: unsafe String(cString: strerror(errno)))
        }
        var process: pid_t = 0
        var arguments = unsafe command.map { unsafe strdup($0) }
        unsafe arguments.append(nil)
        let error = unsafe csandbox_spawn(arguments, ends[1], &process)
        for index in unsafe arguments.indices { unsafe free(arguments[index]) }
        close(ends[1])
        guard error == 0 else {
            close(ends[0])
            throw .io(path: command[0], detail: unsafe String(cString: strerror(error)))
        }
        return Worker(process: process, socket: ends[0])
    }

    /// Ends the process, and says in which words it went.
    private func end() -> String {
        guard let worker else { return "the worker was not there" }
        self.worker = nil
        close(worker.socket)
        var status: CInt = 0
        // One that died already stays dead by this, and tells how it died.
        if unsafe waitpid(worker.process, &status, WNOHANG) == 0 {
            kill(worker.process, SIGKILL)
            while unsafe waitpid(worker.process, &status, 0) < 0, errno == EINTR {}
        }
        let signal = status & 0x7F
        if signal != 0 {
            let name = unsafe strsignal(signal).map { unsafe String(cString: $0) } ?? "unknown"
            return "the worker was ended by signal \(signal) (\(name))"
        }
        return "the worker ended with status \((status >> 8) & 0xFF)"
    }
}

extension PhotoSource {
    /// The file's bytes, read no further than the limit.
    fileprivate func bytes(limit: Int) throws(MediaError) -> [UInt8] {
        switch self {
        case .path(let path): return try Files.read(path, limit: limit)
        case .bytes(let bytes):
            guard bytes.count <= limit else { throw .tooManyBytes(bytes: bytes.count, limit: limit) }
            return bytes
        }
    }
}
