import CVips

/// A photo's pixels: upright, in 8-bit sRGB, without metadata, decoded once, and no larger than what is made of it.
struct DecodedPhoto {
    let header: PhotoHeader
    /// One, or all of an animation.
    let frames: [Picture]
    /// All frames, one below the other and with their times, if there are several.
    let roll: Picture?

    /// The photo, or the first frame of an animation.
    var still: Picture { frames[0] }

    /// Reads the header, refuses what is over a limit, and decodes.
    ///
    /// Orientation is applied to JPEG, PNG and still WebP. GIF has none, and no software writes one into an animation.
    init(
        _ bytes: RawSpan,
        format: PhotoFormat,
        _ recipe: PhotoRecipe = PhotoRecipe(),
        limits: MediaLimits
    ) throws(MediaError) {
        let opened = try DecodedPhoto.open(bytes, format)
        var header = PhotoHeader(opened, bytes, format: format)
        let plan = try DecodingPlan(header, format, bytes: bytes.byteCount, recipe, limits)
        if header.frames > 1 { header.orientation = 1 }
        let (width, height) = (CInt(plan.canvas.width), CInt(plan.canvas.height * plan.frames))
        let orientation = CInt(header.orientation)
        func load(_ file: Picture) throws(MediaError) -> Picture {
            try Picture(orThrow: MediaError.corrupt) { out in
                unsafe cvips_load(file.image, width, height, orientation, out)
            }
        }
        let loaded: Picture
        if format == .webp, !header.isComposed {
            loaded = try load(DecodedPhoto.decodedWebP(bytes, opened, plan))
        } else if format == .gif, plan.frames == 1 {
            loaded = try GIFFrame(firstOf: bytes, canvas: header.stored).loaded(opened, load)
        } else {
            let isPlain = plan.shrink == 1 && plan.frames == 1
            loaded = try load(isPlain ? opened : DecodedPhoto.open(bytes, format, plan))
        }
        if plan.frames > 1 {
            var frames: [Picture] = []
            for page in 0..<plan.frames {
                frames.append(
                    try Picture { out in unsafe cvips_page(loaded.image, CInt(plan.canvas.height), CInt(page), out) }
                )
            }
            self.frames = frames
            roll = loaded
        } else {
            frames = [loaded]
            roll = nil
        }
        self.header = header
    }

    /// A still WebP's pixels, made smaller as planned.
    private static func decodedWebP(
        _ bytes: RawSpan,
        _ header: Picture,
        _ plan: DecodingPlan
    ) throws(MediaError) -> Picture {
        func side(_ stored: Int) -> CInt { CInt(max(1, (Double(stored) / plan.shrink).rounded())) }
        return try unsafe bytes.withUnsafeBytes { bytes throws(MediaError) in
            try Picture(orThrow: MediaError.corrupt) { out in
                unsafe cvips_decode_webp(
                    header.image,
                    bytes.baseAddress,
                    bytes.count,
                    side(header.width),
                    side(header.height),
                    out
                )
            }
        }
    }

    /// The picture decodes from `bytes` while its pixels are asked for, so it must not outlive them.
    private static func open(
        _ bytes: RawSpan,
        _ format: PhotoFormat,
        _ plan: DecodingPlan? = nil
    ) throws(MediaError) -> Picture {
        let pages = (plan?.frames ?? 1) > 1 ? CInt(-1) : 1
        let shrink = plan?.shrink ?? 1
        return try unsafe bytes.withUnsafeBytes { bytes throws(MediaError) in
            try Picture(orThrow: MediaError.corrupt) { out in
                unsafe cvips_open(format.loader, bytes.baseAddress, bytes.count, pages, shrink, out)
            }
        }
    }
}

extension PhotoFormat {
    var loader: cvips_format {
        switch self {
        case .jpeg: CVIPS_JPEG
        case .png: CVIPS_PNG
        case .gif: CVIPS_GIF
        case .webp: CVIPS_WEBP
        }
    }
}
