/// A size in which a photo is stored beside its full-size version.
public struct PhotoVersion: Sendable, Hashable, Codable {
    /// What file names begin with; lower-case letters, digits and underscores.
    public let name: String
    let geometry: PhotoGeometry

    /// WebP's longest side in pixels.
    static let longestSide = 16_383

    /// diaspora*'s name for the full-size version, whose file name has no prefix.
    static let raw = PhotoVersion(
        name: "raw",
        geometry: .limit(PictureSize(width: longestSide, height: longestSide))
    )

    /// The versions that diaspora* makes, the largest first.
    static let diaspora = [
        PhotoVersion(name: "scaled_full", geometry: .limit(PictureSize(width: 700, height: longestSide))),
        PhotoVersion(name: "thumb_large", geometry: .limit(PictureSize(width: 300, height: 1500))),
        PhotoVersion(name: "thumb_medium", geometry: .limit(PictureSize(width: 100, height: 100))),
        PhotoVersion(name: "thumb_small", geometry: .fill(PictureSize(width: 50, height: 50))),
    ]

    /// What users of large screens ask for (diaspora/diaspora #7664, #7888).
    static let large = PhotoVersion(name: "large", geometry: .limit(PictureSize(width: 2_048, height: 2_048)))

    /// The file of this version of the photo with a base name.
    func fileName(_ base: String) -> String {
        self == .raw ? "\(base).webp" : "\(name)_\(base).webp"
    }
}
