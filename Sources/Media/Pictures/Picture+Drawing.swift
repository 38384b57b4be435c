import CVips

// Drawings are pictures of floats, masks of one band; nothing is computed before it is settled or finished.
extension Picture {
    /// A picture of a single colour at each height, from the top down.
    static func bands(_ colours: [Colour], width: Int) throws(MediaError) -> Picture {
        var samples: [Float] = []
        for colour in colours {
            samples += [colour.x, colour.y, colour.z]
        }
        let column = try Picture { out in unsafe cvips_from_floats(samples, 1, CInt(colours.count), 3, out) }
        return try Picture { out in unsafe cvips_spread(column.image, CInt(width), CInt(colours.count), out) }
    }

    /// A mask of what lies below a skyline, one height from the top for each column.
    static func below(_ skyline: [Float], size: PictureSize, softness: Double) throws(MediaError) -> Picture {
        try Picture { out in
            unsafe cvips_below(skyline, CInt(size.width), CInt(size.height), softness, out)
        }
    }

    /// A mask that falls off around a point.
    static func glow(x: Double, y: Double, radius: Double, size: PictureSize) throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_glow(CInt(size.width), CInt(size.height), x, y, radius, out) }
    }

    /// Perlin noise of several octaves, about -1 to 1, its features `cell` pixels wide and `flatness` times less high.
    static func noise(
        size: PictureSize,
        cell: Double,
        octaves: Int,
        flatness: Double = 1,
        _ random: inout SplitMix64
    ) throws(MediaError) -> Picture {
        let seeds = (0..<octaves).map { _ in random.noiseSeed() }
        // Nothing in it is as small as two pixels, so half the size is enough to compute.
        let tall = PictureSize(width: (size.width + 1) / 2, height: max(1, Int(Double(size.height) * flatness / 2)))
        var sum: Picture?
        for (octave, seed) in seeds.enumerated() {
            let side = max(2, CInt(cell / Double(2 << octave)))
            let plain = try Picture { out in
                unsafe cvips_perlin(CInt(tall.width), CInt(tall.height), side, seed, out)
            }
            let layer = try plain.linear(1 / Double(1 << octave), 0)
            sum = if let sum { try sum.adding(layer) } else { layer }
        }
        guard let sum else { throw .invalid(detail: "noise without octaves") }
        return try sum.scaled(to: size).settled()
    }

    /// The grain of a sensor: noise around 0, independent in each pixel.
    static func grain(size: PictureSize, sigma: Double, seed: CInt) throws(MediaError) -> Picture {
        try Picture { out in
            unsafe cvips_gaussian_noise(CInt(size.width), CInt(size.height), sigma, seed, out)
        }
    }

    func linear(_ scale: Double, _ offset: Double) throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_linear(image, scale, offset, out) }
    }

    func adding(_ other: Picture) throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_add(image, other.image, out) }
    }

    func multiplied(by other: Picture) throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_multiply(image, other.image, out) }
    }

    /// The same, computed now, because it will be used more than once.
    func settled() throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_settle(image, out) }
    }

    /// A mask cut to the range of masks, as it must be before it is multiplied.
    func clamped() throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_clamp(image, out) }
    }

    /// The mask in a picture that is grey.
    func grey() throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_first_band(image, out) }
    }

    /// Two masks as one: what both let through.
    func masked(by other: Picture) throws(MediaError) -> Picture {
        try multiplied(by: other).linear(1 / 255, 0)
    }

    /// This picture with another over it where the mask says so.
    func covered(by other: Picture, where mask: Picture) throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_blend(mask.image, other.image, image, out) }
    }

    func blurred(_ sigma: Double) throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_blur(image, sigma, out) }
    }

    /// Upside down.
    func mirrored() throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_mirror(image, out) }
    }

    /// This picture with another of its width below it.
    func stacked(on lower: Picture) throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_stack(image, lower.image, out) }
    }

    /// The lines from the top down to a height.
    func top(_ height: Int) throws(MediaError) -> Picture {
        if height == self.height { return self }
        return try Picture { out in unsafe cvips_crop(image, 0, 0, CInt(width), CInt(height), out) }
    }

    /// The drawing at another size, still in floats.
    func scaled(to size: PictureSize) throws(MediaError) -> Picture {
        if size == self.size { return self }
        return try Picture { out in unsafe cvips_scale(image, CInt(size.width), CInt(size.height), out) }
    }

    /// The drawing as 8-bit sRGB in memory.
    func finished() throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_finish(image, out) }
    }

    /// This picture stored so that an EXIF orientation turns it upright, and carrying that orientation.
    func disoriented(_ orientation: Int) throws(MediaError) -> Picture {
        try Picture { out in unsafe cvips_disoriented(image, CInt(orientation), out) }
    }
}
