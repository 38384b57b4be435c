import CVips

extension PhotoProcessor {
    struct RenderedFile {
        let version: PhotoVersion
        let size: PictureSize
        let bytes: [UInt8]
    }

    struct RenderedPhoto {
        var files: [RenderedFile] = []
        var thumbhash: [UInt8] = []
        var colour: String?
    }

    /// Every version as a file's bytes, largest first, each from the smallest picture that does it justice.
    func render(_ photo: DecodedPhoto, _ recipe: PhotoRecipe) throws(MediaError) -> RenderedPhoto {
        var rendered = RenderedPhoto()
        var ladder = SizeLadder(photo)
        var last: (picture: Picture, bytes: [UInt8])?
        for version in recipe.versions(of: photo.header.size) {
            let frames = try ladder.frames(version.geometry)
            // A small photo is the same in several versions.
            if last?.picture !== frames[0] { last = (frames[0], try file(frames, of: photo)) }
            let bytes = last?.bytes ?? []
            rendered.files.append(RenderedFile(version: version, size: frames[0].size, bytes: bytes))
        }
        let tiny = try ladder.frames(.limit(PictureSize(width: 100, height: 100)))[0]
        let pixels = try tiny.rgba()
        rendered.thumbhash = ThumbHash.encode(rgba: pixels, width: tiny.width, height: tiny.height)
        rendered.colour = DominantColour.of(rgba: pixels)
        return rendered
    }

    private static let quality = 80
    /// From so many pixels on, the least effort: the next takes half as long again for files 1 to 3 % smaller, and more
    /// of it several times as long.
    private static let large = 1_500_000

    private func file(_ frames: [Picture], of photo: DecodedPhoto) throws(MediaError) -> [UInt8] {
        guard let roll = photo.roll else {
            let effort = frames[0].size.pixels > Self.large ? 0 : 4
            return try frames[0].webP(quality: Self.quality, effort: effort)
        }
        let resized = frames[0] === photo.still ? roll : try Picture(frames: frames, like: roll)
        return WebPContainer.withoutMetadata(try resized.encoded(.animation(quality: Self.quality)))
    }
}

extension cvips_encoding {
    /// An animated WebP without metadata, as fast as may be.
    fileprivate static func animation(quality: Int) -> cvips_encoding {
        cvips_encoding(
            format: CVIPS_WEBP,
            quality: CInt(quality),
            effort: 0,
            strip: true,
            progressive: false,
            wide_gamut: false
        )
    }
}
