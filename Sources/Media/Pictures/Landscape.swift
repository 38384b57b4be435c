import Glibc

/// A scene under a sky: the sun, clouds, ranges of hills that fade into the haze, often water or a wood.
struct Landscape {
    private let size: PictureSize
    private let phase: Double
    private let palette: Palette
    private let horizon: Int
    private var random: SplitMix64

    private var width: Double { Double(size.width) }
    private var height: Double { Double(size.height) }

    /// `phase` is the time of an animation, 0 to 1, after which it is as at 0.
    init(seed: UInt64, size: PictureSize, phase: Double) {
        var random = SplitMix64(seed: seed)
        palette = Palette.all[random.below(Palette.all.count)]
        horizon = min(size.height, max(1, Int(Double(size.height) * random.between(0.5, 0.68))))
        self.size = size
        self.phase = phase
        self.random = random
    }

    /// Paints from the back to the front.
    mutating func painted() throws(MediaError) -> Picture {
        let hasWater = random.fraction() < 0.4
        let hasWood = random.fraction() < 0.5
        var picture = try sky()
        picture = try sun(picture)
        picture = try clouds(picture)
        let growth = try Picture.noise(size: size, cell: max(4, width * 0.09), octaves: 5, flatness: 2, &random)
        picture = try hills(picture, down: hasWater ? 0.1 : 0.75, count: hasWater ? 3 : 5, growth)
        if hasWater { picture = try water(picture) }
        if hasWood { picture = try wood(picture, growth) }
        return try vignette(picture).blurred(0.6)
    }

    private func sky() throws(MediaError) -> Picture {
        let (zenith, middle, rim) = palette.sky
        let colours = (0..<size.height).map { line in
            let down = min(1, Float(line) / Float(horizon))
            return down < 0.55 ? mix(zenith, middle, down / 0.55) : mix(middle, rim, (down - 0.55) / 0.45)
        }
        return try Picture.bands(colours, width: size.width)
    }

    private mutating func sun(_ picture: Picture) throws(MediaError) -> Picture {
        let angle = phase * 2 * .pi
        let x = width * (random.between(0.15, 0.85) + 0.1 * sin(angle))
        let y = Double(horizon) * (random.between(0.25, 0.9) + 0.05 * (1 - cos(angle)))
        let radius = max(1, min(width, height) * random.between(0.02, 0.045))
        let light = try flat(palette.sun)
        let halo = try Picture.glow(x: x, y: y, radius: max(width, height) * 0.36, size: size).linear(0.5, 0)
        // Far more than 255 in the middle, so that it is cut to a disc with a soft rim.
        let disc = try Picture.glow(x: x, y: y, radius: radius, size: size).linear(2.6, -255)
        return try picture.covered(by: light, where: halo).covered(by: light, where: disc)
    }

    private mutating func clouds(_ picture: Picture) throws(MediaError) -> Picture {
        let cell = max(4, width * random.between(0.22, 0.4))
        let cover = random.between(-70, 50)
        let noise = try Picture.noise(size: size, cell: cell, octaves: 5, flatness: 2.6, &random)
        let mask = try noise.linear(330, cover)
        let body = try noise.linear(26, -14).adding(try flat(palette.cloud))
        // Thinner towards the horizon.
        let fade = (0..<size.height).map { line in
            Colour(repeating: 215 * max(0, 1 - Float(line) / Float(horizon) * 0.85))
        }
        let thinned = try mask.clamped().masked(by: try Picture.bands(fade, width: size.width).grey())
        return try picture.covered(by: body, where: thinned)
    }

    private mutating func hills(
        _ picture: Picture,
        down: Double,
        count: Int,
        _ growth: Picture
    ) throws(MediaError) -> Picture {
        var picture = picture
        let ruggedness = random.between(0.38, 0.56)
        for index in 0..<count {
            let nearness = Double(index) / Double(max(1, count - 1))
            let level = Double(horizon) + (height - Double(horizon)) * down * nearness * nearness
            let amplitude = height * random.between(0.07, 0.13) * (1 - 0.3 * nearness)
            let lift = height * 0.07 * (1 - nearness)
            let skyline = Skyline.hills(
                width: size.width,
                around: level - lift,
                amplitude: amplitude,
                ruggedness: ruggedness,
                &random
            )
            let colour = mix(palette.haze, palette.land, Float(0.12 + 0.88 * nearness))
            let cover = try growth.linear(5 + 16 * nearness, 0)
            picture = try land(picture, skyline, colour: colour, from: level - amplitude, cover)
        }
        return picture
    }

    /// Land below a skyline, lit from above and dotted with what grows there.
    private func land(
        _ picture: Picture,
        _ skyline: [Float],
        colour: Colour,
        from top: Double,
        _ cover: Picture
    ) throws(MediaError) -> Picture {
        let shade = (0..<size.height).map { line in
            let depth = Float(max(0, Double(line) - top) / height)
            return mix(colour, palette.haze, 0.12) * (1.16 - 0.5 * min(1, depth * 2.4))
        }
        let body = try Picture.bands(shade, width: size.width).adding(cover)
        return try picture.covered(by: body, where: try Picture.below(skyline, size: size, softness: 1.5))
    }

    /// A mirror of all that is above the horizon, darkened and rippled.
    private mutating func water(_ picture: Picture) throws(MediaError) -> Picture {
        let below = PictureSize(width: size.width, height: size.height - horizon)
        guard below.height > 0 else { return picture }
        let upper = try picture.top(horizon).settled()
        let mirror = try upper.mirrored().scaled(to: below)
        let ripples = try Picture.noise(size: below, cell: max(4, width * 0.12), octaves: 4, flatness: 9, &random)
        let tint = try Picture.bands(Array(repeating: palette.water, count: below.height), width: below.width)
        let veil = (0..<below.height).map { line in
            Colour(repeating: 70 + 100 * Float(line) / Float(below.height))
        }
        let surface = try mirror.covered(by: tint, where: try Picture.bands(veil, width: below.width).grey())
        return try upper.stacked(on: try surface.adding(try ripples.linear(15, 0)))
    }

    /// Firs at the lower rim.
    private mutating func wood(_ picture: Picture, _ growth: Picture) throws(MediaError) -> Picture {
        let ground = Skyline.hills(
            width: size.width,
            around: height * random.between(0.9, 1.02),
            amplitude: height * 0.07,
            ruggedness: 0.4,
            &random
        )
        let firs = Skyline.firs(on: ground, height: height * random.between(0.16, 0.34), &random)
        let colour = palette.land * 0.55 + palette.haze * 0.06
        return try land(picture, firs, colour: colour, from: height * 0.6, try growth.linear(9, 0))
    }

    private func vignette(_ picture: Picture) throws(MediaError) -> Picture {
        let light = try Picture.glow(x: width / 2, y: height * 0.45, radius: max(width, height) * 1.1, size: size)
        return try picture.multiplied(by: try light.linear(0.32 / 255, 0.7))
    }

    private func flat(_ colour: Colour) throws(MediaError) -> Picture {
        try Picture.bands(Array(repeating: colour, count: size.height), width: size.width)
    }

    private func mix(_ one: Colour, _ other: Colour, _ share: Float) -> Colour {
        one * (1 - share) + other * share
    }
}
