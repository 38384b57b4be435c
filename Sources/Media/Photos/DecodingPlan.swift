/// How much of a file is decoded: in which size, and whether all its frames.
struct DecodingPlan: Equatable {
    /// How many times smaller the decoder itself gives it.
    var shrink = 1.0
    /// Of one frame, as stored, when it is in memory.
    var canvas: PictureSize
    /// 1, or all.
    var frames: Int
    /// Bytes that a process will hold at its peak for it.
    var memory: Int

    /// The most pixels of a photo in memory: larger ones are decoded smaller, their full-size version too.
    static let mostPixels = 26_000_000
    /// The same with transparency, which takes more of it.
    static let mostTransparentPixels = 16_000_000

    /// Throws if what the header claims would break a limit.
    init(
        _ header: PhotoHeader,
        _ format: PhotoFormat,
        bytes: Int,
        _ recipe: PhotoRecipe,
        _ limits: MediaLimits
    ) throws(MediaError) {
        try header.check(limits)
        let isAnimation =
            header.frames > 1 && header.frames <= limits.animationFrames
            && header.frames * header.stored.pixels <= limits.animationPixels
            && max(header.stored.width, header.stored.height) <= PhotoVersion.longestSide
        frames = isAnimation ? header.frames : 1
        canvas = header.stored
        if !isAnimation {
            canvas = Self.canvas(header, recipe)
            if canvas != header.stored { shrink = Self.shrink(header.stored, to: canvas, format) }
        }
        memory = bytes + Self.memory(header, format, canvas, frames, shrink)
        // A large WebP without loss, or one of frames, takes so much that it is kept in half its size.
        while memory > limits.memory, format == .webp, !isAnimation, shrink < 8 {
            shrink *= 2
            let most = PictureSize(
                width: max(1, Int(Double(header.stored.width) / shrink)),
                height: max(1, Int(Double(header.stored.height) / shrink))
            )
            if !most.covers(canvas) { canvas = most }
            memory = bytes + Self.memory(header, format, canvas, frames, shrink)
        }
        guard memory <= limits.memory else { throw .tooMuchMemory(bytes: memory, limit: limits.memory) }
    }

    /// How many times smaller the decoder gives what is wanted in a size.
    private static func shrink(_ stored: PictureSize, to canvas: PictureSize, _ format: PhotoFormat) -> Double {
        switch format {
        case .jpeg:
            // Half of what the decoder gives is still resampled, so that its crude averaging is not seen.
            let ample = PictureSize(width: 2 * canvas.width, height: 2 * canvas.height)
            let powers = [8, 4, 2]
            let power = powers.first { PictureSize(width: stored.width / $0, height: stored.height / $0).covers(ample) }
            return Double(power ?? 1)
        case .webp:
            // libwebp gives any size. Resampling half of the stored one comes closer to the whole picture, by less than
            // a decibel, and takes half as long again: at 49 to 50 dB neither is seen under the 44 that encoding leaves.
            let (across, down) = (
                Double(stored.width) / Double(canvas.width), Double(stored.height) / Double(canvas.height)
            )
            let most = min(across, down)
            return most < 2 ? 1 : most
        case .png, .gif: return 1
        }
    }

    /// Bytes that decoding and encoding hold at their peak, beside the file.
    private static func memory(
        _ header: PhotoHeader,
        _ format: PhotoFormat,
        _ canvas: PictureSize,
        _ frames: Int,
        _ shrink: Double
    ) -> Int {
        let isAnimation = frames > 1
        let canvasBytes = canvas.pixels * frames * header.bytesPerPixel
        let resampling = header.resamplingMemory(format, to: canvas, shrink: shrink)
        let decoder = header.decoderMemory(format, isAnimation: isAnimation, shrink: shrink, resampling: resampling)
        let decoding = decoder + canvasBytes
        // Turning upright takes a copy; the full-size version one in YUV, and several of its transparency; an animation
        // twice its own size for the smaller ones.
        let turning = header.orientation == 1 || isAnimation ? 0 : 2 * canvasBytes
        let encoding =
            isAnimation ? 3 * canvasBytes : canvasBytes + canvas.pixels * (header.bytesPerPixel == 4 ? 6 : 2)
        return max(decoding, turning, encoding)
    }

    /// The size of the largest version, as stored.
    private static func canvas(_ header: PhotoHeader, _ recipe: PhotoRecipe) -> PictureSize {
        guard let largest = recipe.versions(of: header.size).first else { return header.stored }
        var size = largest.geometry.source(of: header.size)
        let most = header.bytesPerPixel == 4 ? mostTransparentPixels : mostPixels
        if size.pixels > most {
            let scale = (Double(most) / Double(size.pixels)).squareRoot()
            size = PictureSize(
                width: max(1, Int(Double(size.width) * scale)),
                height: max(1, Int(Double(size.height) * scale))
            )
        }
        return header.upright(size)
    }
}
