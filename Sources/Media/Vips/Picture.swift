import CVips

/// A picture held by libvips: pixels in memory, or the operations that will give them.
///
/// Not Sendable: a picture belongs to the thread that made it.
@safe final class Picture {
    let image: OpaquePointer

    var width: Int { Int(unsafe cvips_width(image)) }
    var height: Int { Int(unsafe cvips_height(image)) }
    var size: PictureSize { PictureSize(width: width, height: height) }

    init(owning image: OpaquePointer) {
        unsafe self.image = image
    }

    deinit {
        unsafe cvips_release(image)
    }

    /// Runs one function of `CVips` that yields a picture.
    @safe convenience init(
        orThrow failure: (_ detail: String) -> MediaError = MediaError.libvips,
        _ operation: (_ out: UnsafeMutablePointer<OpaquePointer?>) -> CInt
    ) throws(MediaError) {
        var out: OpaquePointer?
        guard unsafe operation(&out) == 0, let out = unsafe out else { throw failure(Vips.takeError()) }
        unsafe self.init(owning: out)
    }

    /// Copies samples: one band is grey, three are sRGB, four are sRGB and alpha.
    convenience init(samples: [UInt8], size: PictureSize, bands: Int) throws(MediaError) {
        guard samples.count == size.pixels * bands else { throw .invalid(detail: "samples do not fill the picture") }
        try self.init { out in
            unsafe cvips_from_bytes(samples, CInt(size.width), CInt(size.height), CInt(bands), out)
        }
    }

    /// Frames of one size, one below the other, with the times of another animation.
    convenience init(frames: [Picture], like other: Picture) throws(MediaError) {
        var images: [OpaquePointer?] = unsafe frames.map { unsafe $0.image }
        defer { extendLifetime(frames) }
        try self.init { out in unsafe cvips_roll(&images, CInt(frames.count), other.image, out) }
    }

    /// The part of this picture of a size, cut out of its middle.
    func centre(_ part: PictureSize) throws(MediaError) -> Picture {
        if part == size { return self }
        return try Picture { out in
            unsafe cvips_crop(
                image,
                CInt((width - part.width) / 2),
                CInt((height - part.height) / 2),
                CInt(part.width),
                CInt(part.height),
                out
            )
        }
    }

    /// This picture at exactly another size, in memory.
    func resized(to size: PictureSize) throws(MediaError) -> Picture {
        if size == self.size { return self }
        return try Picture { out in unsafe cvips_resize(image, CInt(size.width), CInt(size.height), out) }
    }

    /// The pixels, four bytes each: red, green, blue, alpha.
    func rgba() throws(MediaError) -> [UInt8] {
        try Picture.bytes { bytes, count in unsafe cvips_rgba(image, bytes, count) }
    }

    /// The picture as a file.
    func encoded(_ encoding: cvips_encoding) throws(MediaError) -> [UInt8] {
        try Picture.bytes { bytes, count in unsafe cvips_encode(image, encoding, bytes, count) }
    }

    /// This picture, which is in memory, as lossy WebP without metadata.
    func webP(quality: Int, effort: Int) throws(MediaError) -> [UInt8] {
        try Picture.bytes { bytes, count in
            unsafe cvips_encode_webp(image, CInt(quality), CInt(effort), bytes, count)
        }
    }

    @safe private static func bytes(
        _ operation: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, UnsafeMutablePointer<Int>) -> CInt
    ) throws(MediaError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        guard unsafe operation(&bytes, &count) == 0, let bytes = unsafe bytes else {
            throw .libvips(detail: Vips.takeError())
        }
        defer { unsafe cvips_free(bytes) }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    }
}
