/// A size in which a photo is stored beside its full-size version.
struct PhotoVersion: Equatable {
    let name: String
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

    /// The file of this version of the photo with a base name.
    func fileName(_ base: String) -> String {
        self == .raw ? "\(base).webp" : "\(name)_\(base).webp"
    }
}
