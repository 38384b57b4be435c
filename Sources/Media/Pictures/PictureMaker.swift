import CVips

/// Makes pictures that look like photographs of landscapes, each from a number.
///
/// The same arguments give the same bytes on the same libvips.
public struct PictureMaker: Sendable {
    /// The most pixels of a picture, all frames together.
    public static let mostPixels = 100_000_000

    /// Starts libvips, once in the process; see ``PhotoProcessor/init()``.
    public init() throws(MediaError) {
        try Vips.start()
    }

    /// A picture file of so many pixels, as stored.
    ///
    /// With an EXIF orientation other than 1 the pixels are stored turned, so that a viewer which applies it shows the
    /// landscape upright. Only JPEG and WebP hold an orientation here.
    ///
    /// - Throws: ``MediaError/invalid(detail:)`` for a size, orientation or format that cannot be,
    ///   ``MediaError/libvips(detail:)``.
    public func picture(
        seed: UInt64,
        width: Int,
        height: Int,
        format: PictureFormat,
        orientation: Int = 1
    ) throws(MediaError) -> [UInt8] {
        guard (1...8).contains(orientation), orientation == 1 || format.holdsOrientation else {
            throw .invalid(detail: "orientation \(orientation) in \(format.rawValue)")
        }
        let stored = try PictureMaker.size(width, height, frames: 1, format)
        let upright = try paint(seed: seed, size: orientation >= 5 ? stored.transposed : stored, phase: 0)
        let picture = orientation == 1 ? upright : try upright.disoriented(orientation)
        return try picture.encoded(.picture(format))
    }

    /// An animation in GIF or WebP, in which the sun wanders and returns.
    ///
    /// - Parameters:
    ///   - seed: What everything in it follows from.
    ///   - width: Of each frame.
    ///   - height: Of each frame.
    ///   - frames: How many.
    ///   - delay: Milliseconds a frame.
    ///   - format: GIF or WebP.
    /// - Throws: As ``picture(seed:width:height:format:orientation:)``.
    public func animation(
        seed: UInt64,
        width: Int,
        height: Int,
        frames: Int,
        delay: Int = 100,
        format: PictureFormat = .gif
    ) throws(MediaError) -> [UInt8] {
        guard format == .gif || format == .webp, (10...10_000).contains(delay) else {
            throw .invalid(detail: "an animation in \(format.rawValue) with a delay of \(delay) ms")
        }
        let size = try PictureMaker.size(width, height, frames: frames, format)
        var pictures: [Picture] = []
        for frame in 0..<frames {
            pictures.append(try paint(seed: seed, size: size, phase: Double(frame) / Double(frames)))
        }
        var images: [OpaquePointer?] = unsafe pictures.map { unsafe $0.image }
        defer { extendLifetime(pictures) }
        let roll = try Picture { out in
            unsafe cvips_animation(&images, CInt(frames), CInt(delay), out)
        }
        return try roll.encoded(.picture(format))
    }

    private func paint(seed: UInt64, size: PictureSize, phase: Double) throws(MediaError) -> Picture {
        // Painted small and enlarged under full-size grain: as detailed as a camera of that size would be soft.
        let box = PictureSize(width: 1_400, height: 1_400)
        var landscape = Landscape(seed: seed, size: PhotoGeometry.limit(box).size(of: size), phase: phase)
        let grain = try Picture.grain(size: size, sigma: 2.2, seed: CInt(seed & 0xFFFF_FFF))
        return try landscape.painted().scaled(to: size).adding(grain).finished()
    }

    private static func size(
        _ width: Int,
        _ height: Int,
        frames: Int,
        _ format: PictureFormat
    ) throws(MediaError) -> PictureSize {
        let longest = format == .webp ? PhotoVersion.longestSide : 65_000
        guard
            (1...longest).contains(width), (1...longest).contains(height), (1...10_000).contains(frames),
            width * height * frames <= mostPixels
        else { throw .invalid(detail: "\(frames) × \(width) × \(height) pixels in \(format.rawValue)") }
        return PictureSize(width: width, height: height)
    }
}
