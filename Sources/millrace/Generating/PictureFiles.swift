import Media

/// Picture files as people upload them: of every format, several sizes, now and then turned or animated.
struct PictureFiles {
    private let maker: PictureMaker
    private let folder: OutputFolder
    private let seed: UInt64
    private let longestSide: Int

    private static let sizes = [
        (1_600, 1_200), (1_920, 1_080), (1_080, 1_350), (2_048, 2_048), (4_032, 3_024), (800, 600),
    ]

    /// Will write into a folder, which is made if missing, pictures of no more pixels a side.
    init(folder path: String, seed: UInt64, longestSide: Int = .max) throws {
        maker = try PictureMaker()
        folder = try OutputFolder(path)
        self.seed = seed
        self.longestSide = longestSide
    }

    /// Writes the picture of a number, unless it is there already, and tells its path.
    func write(_ number: Int) throws -> String {
        let (format, name) = Self.kind(number)
        let path = "\(folder.path)/\(seed)-\(number).\(name)"
        if OutputFile.exists(path) { return path }
        let seed = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(number)
        var (width, height) = Self.sizes[number % Self.sizes.count]
        let longest = max(width, height)
        if longest > longestSide { (width, height) = (width * longestSide / longest, height * longestSide / longest) }
        let bytes: [UInt8]
        if format == .gif {
            bytes = try maker.animation(seed: seed, width: 320, height: 240, frames: 8)
        } else {
            let turned = number % 5 == 4 && format != .png
            bytes = try maker.picture(
                seed: seed,
                width: width,
                height: height,
                format: format,
                orientation: turned ? 6 : 1
            )
        }
        let file = try OutputFile(path)
        try file.write(bytes)
        return path
    }

    /// Most photos are JPEG files; each dozen has the others too.
    private static func kind(_ number: Int) -> (PictureFormat, suffix: String) {
        switch number % 12 {
        case 3, 9: (.webp, "webp")
        case 5: (.png, "png")
        case 7: (.gif, "gif")
        case 10: (.progressiveJPEG, "jpg")
        default: (.jpeg, "jpg")
        }
    }
}
