import Isolation
import Media

/// Photos are processed on a thread of their own, one after the other.
actor MediaThread {
    private let thread: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
    private let processor: PhotoProcessor
    private let folder: String
    private let limits: MediaLimits

    static func open(_ configuration: EngineConfiguration) async throws(EngineError) -> MediaThread {
        do throws(MediaError) {
            return MediaThread(try PhotoProcessor(), configuration.photoFolder, configuration.media)
        } catch { throw .media(error) }
    }

    private init(_ processor: PhotoProcessor, _ folder: String, _ limits: MediaLimits) {
        thread = ThreadExecutor()
        self.processor = processor
        self.folder = folder
        self.limits = limits
    }

    func process(_ photo: PhotoSource) throws(MediaError) -> ProcessedPhoto {
        switch photo {
        case .path(let path): try processor.process(path: path, into: folder, limits: limits)
        case .bytes(let bytes): try unsafe processor.process(bytes.span.bytes, into: folder, limits: limits)
        }
    }
}

/// Where a photo's bytes are.
public enum PhotoSource: Sendable {
    /// In a file that the engine may read.
    case path(String)
    /// Here.
    case bytes([UInt8])
}
