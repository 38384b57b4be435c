import Isolation
public import Media

/// How photos are decoded: in how many processes, and by which program.
public struct MediaConfiguration: Sendable {
    /// The program and its arguments, to which the photos' folder and the memory limit are added.
    ///
    /// Nil: this program itself.
    public var command: [String]?
    /// What is made of a photo.
    public var recipe = PhotoRecipe()
    /// How many photos are decoded at once.
    public var workers = 2
    /// How long one photo may take, in seconds.
    public var seconds = 30
    /// After so many photos a worker is replaced.
    public var photosPerWorker = 200

    /// The limits that hold unless configured.
    public init() {}
}

/// How the workers do, for `engine.status`.
public struct MediaCounters: Sendable {
    /// Processes that were started.
    public var started = 0
    /// Photos that were processed.
    public var processed = 0
    /// Photos that were refused.
    public var refused = 0
    /// Photos that a worker did not survive.
    public var crashed = 0
    /// Photos that took too long.
    public var timedOut = 0
    /// Photos that wait for a worker.
    public var waiting = 0
    /// What holds the workers; nil until one has answered.
    public var sandbox: WorkerAnswer.Sandbox?
}

/// The processes that decode photos, and who waits for one.
///
/// Nothing is decoded in the engine's own process: a photo that breaks a decoder costs one worker.
actor MediaPool {
    private let configuration: MediaConfiguration
    private let limits: MediaLimits
    private let folder: String
    private var idle: [MediaWorkerThread]
    private var waiters: [CheckedContinuation<MediaWorkerThread, Never>] = []
    private(set) var counters = MediaCounters()

    init(_ configuration: MediaConfiguration, folder: String, limits: MediaLimits) {
        self.configuration = configuration
        self.limits = limits
        self.folder = folder
        let command =
            (configuration.command ?? [MediaWorkerThread.ownProgram, "media-worker"])
            + ["--folder", folder, "--memory", String(limits.memory)]
        idle = (0..<max(1, configuration.workers)).map { _ in
            MediaWorkerThread(command, seconds: configuration.seconds, photos: configuration.photosPerWorker)
        }
    }

    /// Processes a photo; one that cannot be read or is too long never comes to a worker.
    ///
    /// `beginning` is called, always and once, when it has its turn.
    func process(
        _ photo: PhotoSource,
        beginning: @Sendable () async -> Void
    ) async throws(MediaError) -> ProcessedPhoto {
        let worker = await take()
        await beginning()
        let outcome = await worker.process(photo, configuration.recipe, limits: limits)
        give(worker)
        counters.started += outcome.started
        if let sandbox = outcome.sandbox { counters.sandbox = sandbox }
        switch outcome.result {
        case .success(let photo):
            counters.processed += 1
            return photo
        case .failure(let error):
            switch error {
            case .crashed: counters.crashed += 1
            case .timedOut: counters.timedOut += 1
            case _ where error.isRefusal: counters.refused += 1
            default: break
            }
            throw error
        }
    }

    private func take() async -> MediaWorkerThread {
        if let worker = idle.popLast() { return worker }
        counters.waiting += 1
        return await withCheckedContinuation { waiters.append($0) }
    }

    private func give(_ worker: MediaWorkerThread) {
        guard !waiters.isEmpty else { return idle.append(worker) }
        counters.waiting -= 1
        waiters.removeFirst().resume(returning: worker)
    }

    /// Ends the processes that have nothing to do; the others end with the engine.
    func stop() async {
        for worker in idle { await worker.stop() }
    }
}

/// Where a photo's bytes are.
public enum PhotoSource: Sendable {
    /// In a file that the engine may read.
    case path(String)
    /// Here.
    case bytes([UInt8])
}
