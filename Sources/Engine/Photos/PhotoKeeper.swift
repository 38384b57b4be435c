import Fetching
import Isolation
import Ledger
import Logging
import Media
import SocialModel

/// Makes photos' files, and removes those that no photo refers to any more: both as the ledger says.
///
/// All that it knows stands in the ledger, so that it goes on where it was killed. Files are made before the ledger has
/// them, and removed after it has them no longer: a crash leaves at most too many, which are found at the next start.
actor PhotoKeeper {
    private let thread = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    let configuration: PhotosConfiguration
    let limits: MediaLimits
    let pool: MediaPool
    let client: HTTPClient?
    let reader: LedgerReader
    let engine: Engine
    let store: PhotoStore
    let log: Logger
    private let atOnce: Int
    private var busy: Set<GUID> = []
    private var gate = PhotoGate()
    private var wake: Task<Void, Never>?
    private var round: Task<Void, Never>?
    private var isStopped = false

    init(
        _ configuration: PhotosConfiguration,
        _ pool: MediaPool,
        _ reader: LedgerReader,
        _ engine: Engine,
        _ folder: EngineConfiguration,
        _ log: Logger
    ) throws(FetchingError) {
        (self.configuration, self.pool, self.reader, self.engine, self.log) = (configuration, pool, reader, engine, log)
        limits = folder.media
        atOnce = max(1, folder.workers.workers)
        store = PhotoStore(folder: folder.photoFolder)
        client = try configuration.client.map { configuration throws(FetchingError) in try HTTPClient(configuration) }
    }

    /// Looks for what a crash has left, now and every hour, and begins what is up.
    func start() {
        round = Task {
            while !Task.isCancelled {
                await self.sweep()
                self.pump()
                try? await Task.sleep(for: .seconds(self.configuration.sweepSeconds))
            }
        }
    }

    /// Begins nothing more; what is at work is made again after the next start.
    func stop() {
        isStopped = true
        wake?.cancel()
        round?.cancel()
        client?.stop()
    }

    // MARK: - Making

    /// Makes the files of a photo that somebody hands over, and keeps them for the photo of that GUID.
    func process(_ source: PhotoSource, for guid: GUID?) async throws(EngineError) -> ProcessedPhoto {
        defer { gate.leave() }
        let photo: ProcessedPhoto
        do throws(MediaError) { photo = try await pool.process(source) { await self.enter() } } catch {
            throw .media(error)
        }
        if let error = await engine.write(PhotoFilesWrite.given(guid, MadePhoto(photo))) { throw error }
        return photo
    }

    /// Begins what is up.
    func pump() {
        guard !isStopped, configuration.isOn else { return }
        wake?.cancel()
        do throws(LedgerError) {
            let room = atOnce - busy.count
            // Those at work are still waiting in the ledger.
            let upcoming = try reader.photos(upBy: .now, limit: room + busy.count, remote: client != nil)
            for errand in upcoming.due where busy.count < atOnce && !busy.contains(errand.guid) {
                busy.insert(errand.guid)
                Task { await self.run(errand) }
            }
            guard busy.count < atOnce, let next = upcoming.next else { return }
            sleep(until: next)
        } catch {
            log.error("the photos to be processed cannot be read: \(error)")
            sleep(until: .inMilliseconds(configuration.pauseMilliseconds))
        }
    }

    private func sleep(until time: Timestamp) {
        wake = Task {
            await Task.sleep(untilDue: time)
            if !Task.isCancelled { self.pump() }
        }
    }

    private func run(_ errand: PhotoErrand) async {
        let error: EngineError?
        do throws(OriginalFailure) {
            // Outside the gate: whoever removes files does not wait for another pod.
            let source = try await original(of: errand)
            let made: Result<ProcessedPhoto, MediaError>
            do throws(MediaError) { made = .success(try await pool.process(source) { await self.enter() }) } catch {
                made = .failure(error)
            }
            error = await engine.write(consequence(of: made, errand))
            gate.leave()
        } catch let failure {
            error = await engine.write(consequence(of: failure, errand))
        }
        if let error, !isStopped {
            log.error("what became of a photo could not be written: \(error)", metadata: ["photo": "\(errand.guid)"])
            // Not again at once.
            try? await Task.sleep(for: .milliseconds(configuration.pauseMilliseconds))
        }
        busy.remove(errand.guid)
        pump()
    }

    // MARK: - Removing

    /// Removes files that a photo referred to, unless another one does.
    func drop(_ bases: Set<String>) async {
        await alone {
            do throws(LedgerError) {
                var orphans: Set<String> = []
                for base in bases where try !reader.hasPhotoFiles(base) { orphans.insert(base) }
                store.remove(orphans)
            } catch { log.error("the files of photos cannot be looked up: \(error)") }
        }
    }

    /// Removes all files that no photo refers to, and has those made again that are there no longer.
    ///
    /// Gives how many files were in the way, and are still: the latter only if they cannot be removed.
    @discardableResult
    func sweep() async -> (removed: Int, left: Int) {
        let time = Timestamp.inMilliseconds(-configuration.unclaimedSeconds * 1_000)
        _ = await engine.write(PhotoFilesWrite.expire(before: time))
        var result = (removed: 0, left: 0)
        for shelf in PhotoStore.shelves where !isStopped {
            var lost: Set<String> = []
            await alone {
                do throws(LedgerError) {
                    let known = try reader.photoBases(beginning: shelf)
                    let there = store.shelf(shelf)
                    let orphans = there.files.filter { !known.contains($0.key) }
                    if !orphans.isEmpty { store.remove(Set(orphans.keys)) }
                    let left = orphans.isEmpty ? [:] : store.shelf(shelf).files.filter { orphans[$0.key] != nil }
                    result.left += left.values.reduce(0, +)
                    result.removed += orphans.values.reduce(0, +) - left.values.reduce(0, +)
                    lost = known.subtracting(there.complete)
                } catch { log.error("the files of photos cannot be looked up: \(error)") }
            }
            for base in lost.sorted() { _ = await engine.write(PhotoFilesWrite.lost(base: base)) }
        }
        if result.removed > 0 { log.info("\(result.removed) files that no photo refers to were removed") }
        return result
    }

    // MARK: - The gate

    /// For whoever has a worker at hand already, so that nobody waits for more than what workers are at.
    private func enter() async {
        while !gate.isOpen { await withCheckedContinuation { gate.waitToEnter($0) } }
        gate.enter()
    }

    private func alone(_ body: () -> Void) async {
        gate.close()
        while !gate.isClear { await withCheckedContinuation { gate.waitUntilClear($0) } }
        body()
        gate.open()
    }
}
