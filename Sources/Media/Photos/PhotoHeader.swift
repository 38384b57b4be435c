import CVips

/// What a file claims about itself, read without decoding.
struct PhotoHeader: Equatable {
    /// Of one frame, as stored.
    var stored: PictureSize
    var frames: Int
    var bands: Int
    var bytesPerSample: Int
    /// EXIF's 1 to 8.
    var orientation: Int
    /// A progressive JPEG or an interlaced PNG, which cannot be decoded line by line.
    var isBuffered: Bool

    /// The size that people see.
    var size: PictureSize { orientation >= 5 ? stored.transposed : stored }

    /// Throws if decoding what the header claims would break a limit.
    func check(_ limits: MediaLimits, format: PhotoFormat) throws(MediaError) {
        // libvips stacks all frames in one picture of at most 10 million lines.
        let most = min(limits.frames, 10_000_000 / stored.height)
        guard frames <= max(1, most) else { throw .tooManyFrames(frames: frames, limit: most) }
        let pixels = stored.pixels * frames
        guard pixels <= limits.pixels else { throw .tooManyPixels(pixels: pixels, limit: limits.pixels) }
        let memory = predictedMemory(format)
        guard memory <= limits.memory else { throw .tooMuchMemory(bytes: memory, limit: limits.memory) }
    }

    /// Bytes that decoding will hold at its peak: the decoded picture, its upright copy, and what the decoder keeps.
    func predictedMemory(_ format: PhotoFormat) -> Int {
        let decoded = stored.pixels * frames * (bands % 2 == 0 ? 4 : 3)
        let kept =
            switch format {
            // libjpeg keeps two bytes for each coefficient of each component.
            case .jpeg: isBuffered ? stored.pixels * bands * 2 : 0
            case .png: isBuffered ? stored.pixels * bands * bytesPerSample : 0
            // Canvas and previous canvas, in RGBA.
            case .gif, .webp: stored.pixels * 8
            }
        return decoded * 2 + kept
    }
}

extension PhotoHeader {
    init(_ image: Picture) {
        var header = cvips_header()
        unsafe cvips_read_header(image.image, &header)
        self.init(
            stored: PictureSize(width: Int(header.width), height: Int(header.height)),
            frames: max(1, Int(header.pages)),
            bands: Int(header.bands),
            bytesPerSample: Int(header.sample_bytes),
            orientation: header.orientation >= 1 && header.orientation <= 8 ? Int(header.orientation) : 1,
            isBuffered: header.buffered
        )
    }
}
