/// Width and height in pixels, each at least 1.
struct PictureSize: Sendable, Hashable, Codable {
    var width: Int
    var height: Int

    var pixels: Int { width * height }
    var transposed: PictureSize { PictureSize(width: height, height: width) }

    func covers(_ other: PictureSize) -> Bool {
        width >= other.width && height >= other.height
    }
}
