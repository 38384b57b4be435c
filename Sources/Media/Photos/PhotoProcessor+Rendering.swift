import CVips

extension PhotoProcessor {
    struct RenderedFile {
        let version: PhotoVersion
        let size: PictureSize
        let bytes: [UInt8]
    }

    struct RenderedPhoto {
        var frames = 1
        var files: [RenderedFile] = []
        var thumbhash: [UInt8] = []
    }

    /// Every version as a file's bytes, largest first, each from the smallest picture that does it justice.
    func render(_ photo: DecodedPhoto) throws(MediaError) -> RenderedPhoto {
        var rendered = RenderedPhoto()
        var ladder = SizeLadder(photo.still)
        for version in [.raw] + PhotoVersion.diaspora {
            let picture = try ladder.picture(version.geometry)
            let webp: [UInt8]
            if version == .raw, let animation = photo.animation, picture === photo.still {
                rendered.frames = photo.header.frames
                webp = try animation.encoded(.photo(effort: 0))
            } else {
                // At full size effort 4 takes several times as long as effort 1, and a grainy photo gets no smaller.
                webp = try picture.encoded(.photo(effort: version == .raw ? 1 : 4))
            }
            let bytes = WebPContainer.withoutMetadata(webp)
            rendered.files.append(RenderedFile(version: version, size: picture.size, bytes: bytes))
        }
        let tiny = try ladder.picture(.limit(PictureSize(width: 100, height: 100)))
        rendered.thumbhash = ThumbHash.encode(rgba: try tiny.rgba(), width: tiny.width, height: tiny.height)
        return rendered
    }
}

extension cvips_encoding {
    /// WebP without metadata; `effort` trades time for a smaller file, 0 to 6.
    static func photo(effort: CInt) -> cvips_encoding {
        cvips_encoding(
            format: CVIPS_WEBP,
            quality: 80,
            effort: effort,
            strip: true,
            progressive: false,
            wide_gamut: false
        )
    }
}
