import FoundationEssentials

/// Makes the versions of photos that pages show, from bytes that nobody vouches for.
///
/// Calls block for the time of a decode and some encodes, so they belong on a thread of their own. There is no state
/// besides the folder: what a call does depends on its arguments alone, and may as well happen in another process.
public struct PhotoProcessor: Sendable {
    /// Starts libvips, once in the process: all its loaders but those of JPEG, PNG, GIF and WebP are blocked from then.
    public init() throws(MediaError) {
        try Vips.start()
        // libcrypto reads its settings when it is first used, which a confined process could not.
        _ = try PhotoName.base(unsafe [UInt8]().span.bytes)
    }

    /// Stores the versions of a photo as WebP: diaspora*'s `scaled_full`, `thumb_large`, `thumb_medium`, `thumb_small`,
    /// the full-size `raw`, and what else the recipe has.
    ///
    /// Files are named `<version>_<base>.webp` and `<base>.webp`, where the base is the first 20 hexadecimal digits of
    /// the input's SHA-256. They are upright, in sRGB, and without metadata. Animations stay animated in every version
    /// (diaspora* copies the full-size one to every name) within ``MediaLimits/animationFrames`` and
    /// ``MediaLimits/animationPixels``; others show the first frame. `raw` is smaller than the original only if that has
    /// a side longer than WebP's 16,383 pixels, or more than 26 million pixels (16 million with transparency), or is
    /// a WebP that takes too much: about 18 million pixels without loss.
    ///
    /// Nothing is written unless everything could be made; the same bytes again give the same answer from the folder.
    ///
    /// - Throws: Any case of ``MediaError`` but `invalid`.
    public func process(
        _ bytes: RawSpan,
        into folder: String,
        _ recipe: PhotoRecipe = PhotoRecipe(),
        limits: MediaLimits = MediaLimits()
    ) throws(MediaError) -> ProcessedPhoto {
        try finish(try begin(bytes, into: folder, recipe, limits: limits), recipe)
    }

    /// What there is when the bytes are not needed any more.
    enum Begun {
        case known(ProcessedPhoto)
        case decoded(DecodedPhoto, PhotoFolder)
    }

    /// Looks for an earlier answer, or decodes.
    func begin(
        _ bytes: RawSpan,
        into folder: String,
        _ recipe: PhotoRecipe,
        limits: MediaLimits
    ) throws(MediaError) -> Begun {
        guard bytes.byteCount <= limits.bytes else {
            throw .tooManyBytes(bytes: bytes.byteCount, limit: limits.bytes)
        }
        let format = try PhotoFormat(of: bytes)
        let folder = PhotoFolder(root: folder, base: try PhotoName.base(bytes), recipe)
        if let known = folder.known() { return .known(known) }
        return .decoded(try DecodedPhoto(bytes, format: format, recipe, limits: limits), folder)
    }

    /// Makes the versions of what was decoded, and stores them.
    func finish(_ begun: Begun, _ recipe: PhotoRecipe) throws(MediaError) -> ProcessedPhoto {
        let (photo, folder): (DecodedPhoto, PhotoFolder)
        switch begun {
        case .known(let known): return known
        case .decoded(let decoded, let place): (photo, folder) = (decoded, place)
        }
        let rendered = try render(photo, recipe)
        let result = ProcessedPhoto(
            base: folder.base,
            width: photo.header.size.width,
            height: photo.header.size.height,
            frames: photo.frames.count,
            firstFrameOnly: photo.frames.count < photo.header.frames,
            contentType: "image/webp",
            versions: Dictionary(
                uniqueKeysWithValues: rendered.files.map { file in
                    let path = folder.path(of: file.version)
                    let (size, count) = (file.size, file.bytes.count)
                    return (
                        file.version.name,
                        ProcessedPhoto.Version(path: path, width: size.width, height: size.height, bytes: count)
                    )
                }
            ),
            thumbhash: Data(rendered.thumbhash).base64EncodedString(),
            dominantColour: rendered.colour
        )
        try folder.store(result, rendered.files.map { ($0.version, $0.bytes) })
        return result
    }

    /// The same for a file, which is read no further than the limit.
    public func process(
        path: String,
        into folder: String,
        _ recipe: PhotoRecipe = PhotoRecipe(),
        limits: MediaLimits = MediaLimits()
    ) throws(MediaError) -> ProcessedPhoto {
        let bytes = try Files.read(path, limit: limits.bytes)
        return try process(unsafe bytes.span.bytes, into: folder, recipe, limits: limits)
    }
}
