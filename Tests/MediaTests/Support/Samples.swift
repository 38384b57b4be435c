import CVips

@testable import Media

/// Pictures of four colours, one in each corner, and what can be read back of them.
enum Samples {
    static let corners: [[UInt8]] = [[230, 30, 30], [30, 200, 40], [40, 60, 220], [240, 240, 240]]

    /// Top left, top right, bottom left, bottom right.
    static func quadrants(
        _ width: Int,
        _ height: Int,
        _ colours: [[UInt8]] = corners,
        alpha: UInt8? = nil
    ) throws -> Picture {
        try Vips.start()
        let rows = [0, 2].map { left in
            (0..<width).flatMap { x in colours[left + x * 2 / width] + (alpha.map { [$0] } ?? []) }
        }
        var samples: [UInt8] = []
        for y in 0..<height { samples += rows[y * 2 / height] }
        return try Picture(
            samples: samples,
            size: PictureSize(width: width, height: height),
            bands: alpha == nil ? 3 : 4
        )
    }

    static func converted(_ picture: Picture, to space: cvips_space) throws -> Picture {
        try Picture { out in cvips_convert(picture.image, space, out) }
    }

    /// Decodes a stored version to four bytes a pixel.
    static func pixels(_ path: String) throws -> (size: PictureSize, rgba: [UInt8]) {
        let bytes = try contents(path)
        let photo = try DecodedPhoto(bytes.span.bytes, format: .webp, PhotoRecipe(), limits: MediaLimits())
        return (photo.still.size, try photo.still.rgba())
    }

    /// The colours in the middle of the four quadrants.
    static func quadrantColours(_ path: String) throws -> [[UInt8]] {
        let (size, rgba) = try pixels(path)
        return [(1, 1), (3, 1), (1, 3), (3, 3)].map { x, y in
            let at = ((size.height * y / 4) * size.width + size.width * x / 4) * 4
            return Array(rgba[at..<at + 4])
        }
    }

    static func areClose(_ one: [[UInt8]], _ other: [[UInt8]], within tolerance: Int = 14) -> Bool {
        one.count == other.count
            && zip(one, other).allSatisfy { one, other in
                zip(one, other).allSatisfy { abs(Int($0) - Int($1)) <= tolerance }
            }
    }
}

extension PhotoProcessor {
    func process(
        _ bytes: [UInt8],
        into folder: String,
        _ recipe: PhotoRecipe = PhotoRecipe(),
        limits: MediaLimits = MediaLimits()
    ) throws(MediaError) -> ProcessedPhoto {
        try process(bytes.span.bytes, into: folder, recipe, limits: limits)
    }
}
