public import Media

extension Engine {
    /// Makes a photo's versions, on the media thread.
    public nonisolated func processPhoto(_ photo: PhotoSource) async throws(EngineError) -> ProcessedPhoto {
        do throws(MediaError) { return try await media.process(photo) } catch { throw .media(error) }
    }
}
