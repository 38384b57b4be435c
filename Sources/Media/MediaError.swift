/// Why a picture was refused, or could not be read, made or written.
public enum MediaError: Error, Sendable, Equatable, Codable {
    /// The bytes begin like no picture format that Millrace knows.
    case notAnImage
    /// The bytes begin like a format that is not accepted, such as `PDF` or `TIFF`.
    case unsupported(format: String)
    /// The file is longer than the limit, both in bytes.
    case tooManyBytes(bytes: Int, limit: Int)
    /// The header claims more pixels than the limit, all frames together.
    case tooManyPixels(pixels: Int, limit: Int)
    /// The header claims more frames than the limit.
    case tooManyFrames(frames: Int, limit: Int)
    /// Decoding would take more memory than the limit, both in bytes.
    case tooMuchMemory(bytes: Int, limit: Int)
    /// The file is truncated or otherwise damaged; libvips says how.
    case corrupt(detail: String)
    /// Whatever decoded it did not survive.
    case crashed(detail: String)
    /// Decoding took longer than so many seconds.
    case timedOut(seconds: Int)
    /// The arguments name a picture that cannot be made.
    case invalid(detail: String)
    /// A file or folder could not be read or written.
    case io(path: String, detail: String)
    /// libvips could not start, or failed on pixels that it had decoded.
    case libvips(detail: String)
}
