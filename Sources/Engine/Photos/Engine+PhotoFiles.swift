import Fetching
import Ledger
public import Media
public import SocialModel

extension Engine {
    /// Begins to make photos' files, and to remove those that nobody needs.
    func startPhotos() throws(EngineError) {
        let reader: LedgerReader
        do throws(LedgerError) { reader = try files.openReader(label: "ledger.photos") } catch { throw .ledger(error) }
        photoLane = openLane()
        let keeper: PhotoKeeper
        do throws(FetchingError) {
            keeper = try PhotoKeeper(configuration.photos, media, reader, self, configuration, log)
        } catch { throw .fetching(error) }
        photoKeeper = keeper
        Task { await keeper.start() }
    }

    func stopPhotos() async {
        await photoKeeper?.stop()
        photoKeeper = nil
    }

    /// Tells of photos whose files are to be made, and of files that may not be needed any more.
    func tellKeeper(_ commit: LedgerCommit) {
        guard let photoKeeper else { return }
        if !commit.droppedFiles.isEmpty {
            let bases = Set(commit.droppedFiles)
            Task { await photoKeeper.drop(bases) }
        }
        if commit.touchesPhotos { Task { await photoKeeper.pump() } }
    }

    /// Writes what happens to photos' files; gives what is wrong with it.
    func write(_ write: PhotoFilesWrite) async -> EngineError? {
        guard let lane = photoLane else { return .stopping }
        return await withCheckedContinuation { continuation in
            append(.photoFiles(write), lane, .now, Self.photoFilesCost, 0) { result in
                switch result {
                case .success: continuation.resume(returning: nil)
                case .failure(let error): continuation.resume(returning: error)
                }
            }
        }
    }

    /// About what a write takes in memory.
    private static var photoFilesCost: Int { 4_096 }

    /// Makes a photo's versions, in a process of its own, and keeps them for the photo of that GUID; what nobody's photo
    /// comes for is kept for a day.
    public func processPhoto(_ photo: PhotoSource, for guid: GUID? = nil) async throws(EngineError) -> ProcessedPhoto {
        guard let photoKeeper else { throw .stopping }
        return try await photoKeeper.process(photo, for: guid)
    }
}
