/// A colour in sRGB, 0 to 255 a component.
typealias Colour = SIMD3<Float>

/// The light of a time of day, and what it makes of air and land.
struct Palette {
    /// Overhead, halfway, and at the horizon.
    let sky: (Colour, Colour, Colour)
    let sun: Colour
    let cloud: Colour
    /// The farthest hills are of the haze's colour, the nearest of the land's.
    let haze: Colour
    let land: Colour
    let water: Colour

    static let all: [Palette] = [noon, morning, dusk, overcast, autumn, night, desert]

    static let noon = Palette(
        sky: (Colour(38, 98, 176), Colour(96, 156, 216), Colour(198, 222, 238)),
        sun: Colour(255, 252, 232),
        cloud: Colour(252, 252, 252),
        haze: Colour(150, 182, 202),
        land: Colour(40, 74, 34),
        water: Colour(46, 96, 132)
    )
    static let morning = Palette(
        sky: (Colour(92, 132, 180), Colour(176, 188, 204), Colour(252, 222, 188)),
        sun: Colour(255, 240, 206),
        cloud: Colour(255, 238, 222),
        haze: Colour(206, 196, 190),
        land: Colour(52, 66, 48),
        water: Colour(112, 128, 142)
    )
    static let dusk = Palette(
        sky: (Colour(36, 38, 88), Colour(140, 76, 112), Colour(250, 148, 82)),
        sun: Colour(255, 214, 140),
        cloud: Colour(236, 132, 106),
        haze: Colour(152, 92, 106),
        land: Colour(26, 20, 36),
        water: Colour(70, 50, 84)
    )
    static let overcast = Palette(
        sky: (Colour(128, 138, 150), Colour(166, 174, 182), Colour(206, 210, 212)),
        sun: Colour(232, 234, 234),
        cloud: Colour(222, 224, 226),
        haze: Colour(162, 172, 176),
        land: Colour(46, 58, 44),
        water: Colour(96, 110, 116)
    )
    static let autumn = Palette(
        sky: (Colour(74, 122, 176), Colour(140, 178, 208), Colour(228, 224, 204)),
        sun: Colour(255, 244, 210),
        cloud: Colour(250, 246, 240),
        haze: Colour(186, 172, 158),
        land: Colour(124, 66, 22),
        water: Colour(70, 92, 104)
    )
    static let night = Palette(
        sky: (Colour(8, 12, 34), Colour(20, 32, 66), Colour(54, 76, 112)),
        sun: Colour(240, 240, 222),
        cloud: Colour(48, 60, 88),
        haze: Colour(42, 58, 88),
        land: Colour(6, 10, 18),
        water: Colour(18, 30, 56)
    )
    static let desert = Palette(
        sky: (Colour(60, 118, 178), Colour(146, 184, 208), Colour(242, 222, 190)),
        sun: Colour(255, 246, 216),
        cloud: Colour(250, 244, 236),
        haze: Colour(216, 178, 148),
        land: Colour(158, 92, 50),
        water: Colour(74, 122, 138)
    )
}
