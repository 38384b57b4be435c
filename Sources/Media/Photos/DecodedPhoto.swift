import CVips

/// A photo's pixels: upright, in 8-bit sRGB, without metadata, decoded once.
struct DecodedPhoto {
    let header: PhotoHeader
    /// The photo, or the first frame of an animation.
    let still: Picture
    /// All frames, one below the other, if the photo is an animation.
    let animation: Picture?

    /// Reads the header, refuses what is over a limit, and decodes.
    ///
    /// Orientation is applied to JPEG and still WebP. GIF has none, no software writes one into an animation, and
    /// libvips 8.14 does not read PNG's.
    init(_ bytes: RawSpan, format: PhotoFormat, limits: MediaLimits) throws(MediaError) {
        var (header, loaded) = try unsafe bytes.withUnsafeBytes { bytes throws(MediaError) in
            let header = PhotoHeader(try unsafe DecodedPhoto.open(bytes, format, frames: 1))
            try header.check(limits, format: format)
            let file = try unsafe DecodedPhoto.open(bytes, format, frames: header.frames > 1 ? -1 : 1)
            return (header, try Picture(orThrow: MediaError.corrupt) { out in unsafe cvips_load(file.image, out) })
        }
        if header.frames > 1 {
            header.orientation = 1
            loaded = try Picture { out in unsafe cvips_strip(loaded.image, out) }
            still = try Picture { out in
                unsafe cvips_first_page(loaded.image, CInt(header.stored.height), out)
            }
            animation = loaded
        } else {
            if header.orientation != 1 {
                loaded = try Picture { out in unsafe cvips_upright(loaded.image, out) }
            }
            still = try Picture { out in unsafe cvips_strip(loaded.image, out) }
            animation = nil
        }
        self.header = header
    }

    /// The picture decodes from `bytes` while its pixels are asked for, so it must not outlive them.
    private static func open(
        _ bytes: UnsafeRawBufferPointer,
        _ format: PhotoFormat,
        frames: Int
    ) throws(MediaError) -> Picture {
        try Picture(orThrow: MediaError.corrupt) { out in
            unsafe cvips_open(format.loader, bytes.baseAddress, bytes.count, CInt(frames), out)
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
