public import Media

extension Engine {
    /// Makes a photo's versions, in a process of its own.
    public nonisolated func processPhoto(_ photo: PhotoSource) async throws(EngineError) -> ProcessedPhoto {
        do throws(MediaError) { return try await media.process(photo) } catch { throw .media(error) }
    }
}
