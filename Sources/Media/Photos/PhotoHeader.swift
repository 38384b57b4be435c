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
    /// A WebP whose decoder keeps every pixel beside the picture.
    var isLossless = false
    /// A WebP of frames, be it one, which libvips composes.
    var isComposed = false
    /// Of a JPEG.
    var jpeg: JPEGFrame?

    /// The size that people see.
    var size: PictureSize { upright(stored) }

    /// What becomes of a size as stored when the photo is turned upright, and the other way round.
    func upright(_ size: PictureSize) -> PictureSize { orientation >= 5 ? size.transposed : size }

    /// Of a decoded pixel.
    var bytesPerPixel: Int { bands % 2 == 0 ? 4 : 3 }

    /// Throws if the file is more than anybody's photo.
    func check(_ limits: MediaLimits) throws(MediaError) {
        guard frames <= limits.frames else { throw .tooManyFrames(frames: frames, limit: limits.frames) }
        guard stored.pixels <= limits.pixels else {
            throw .tooManyPixels(pixels: stored.pixels, limit: limits.pixels)
        }
        if let scans = jpeg?.scans, isBuffered, scans > limits.scans {
            throw .corrupt(detail: "a JPEG in \(scans) scans, of at most \(limits.scans)")
        }
    }

    /// Bytes that libvips keeps of rows that it resamples while they are decoded, in floats if there is transparency.
    ///
    /// Measured for some 120 pictures of 1,000 to 65,535 columns, made 1.05 to 55 times smaller: what a column takes does
    /// not grow with its height, and steps up where rows are averaged before they are resampled. WebP is decoded before.
    func resamplingMemory(_ format: PhotoFormat, to canvas: PictureSize, shrink: Double) -> Int {
        if canvas == stored || format == .webp { return 0 }
        let (width, height) = (Double(stored.width) / shrink, Double(stored.height) / shrink)
        let averages = height >= Double(4 * canvas.height)
        let column =
            bytesPerPixel == 4
            ? min(averages ? 20_300 : 13_200, 3_000 + 60 * canvas.height)
            : min(averages ? 5_100 : 3_600, 2_000 + 16 * canvas.height)
        return Int(width) * column + 1 << 20
    }

    /// Bytes that decoder and resampling keep of what the decoder makes so many times smaller.
    func decoderMemory(_ format: PhotoFormat, isAnimation: Bool, shrink: Double, resampling: Int) -> Int {
        switch format {
        // libjpeg keeps two bytes for each coefficient.
        case .jpeg: (isBuffered ? stored.pixels * (jpeg?.samplesPerBlock ?? 64 * bands) / 32 : 0) + resampling
        case .png: (isBuffered ? stored.pixels * bands * bytesPerSample : 0) + resampling
        // Of an animation canvas and previous canvas, in RGBA; else a frame in numbers of colours.
        case .gif: isAnimation ? 8 * stored.pixels : stored.pixels + resampling
        // The picture before it is resized and gets the colours of its profile; of frames three in RGBA, and what they
        // are composed of.
        case .webp:
            Int(Double(stored.pixels) / (shrink * shrink)) * (isComposed ? 16 : bytesPerPixel)
                + stored.pixels * (isLossless ? 4 : 1)
        }
    }
}

extension PhotoHeader {
    init(_ image: Picture, _ bytes: RawSpan, format: PhotoFormat) {
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
        switch format {
        case .jpeg:
            let frame = JPEGFrame(bytes)
            jpeg = frame
            isBuffered = isBuffered || frame.isProgressive || frame.scans > 1
        case .webp:
            isLossless = WebPContainer.isLossless(bytes)
            isComposed = WebPContainer.isAnimated(bytes)
        case .png: orientation = PNGContainer.orientation(bytes)
        case .gif: break
        }
    }
}
