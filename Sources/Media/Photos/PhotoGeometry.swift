/// How a version's size follows from the photo's.
enum PhotoGeometry: Sendable, Hashable, Codable {
    /// As large as fits, never larger than the photo.
    case limit(PictureSize)
    /// Exactly this size, cropped around the middle, enlarged if need be.
    case fill(PictureSize)

    var isFill: Bool {
        if case .fill = self { true } else { false }
    }

    /// The size of this version of a photo, rounded as ImageMagick does, so that both name the same pixels.
    func size(of photo: PictureSize) -> PictureSize {
        switch self {
        case .fill(let size):
            return size
        case .limit(let box):
            let scale = min(
                1,
                Double(box.width) / Double(photo.width),
                Double(box.height) / Double(photo.height)
            )
            return PictureSize(
                width: max(1, Int((Double(photo.width) * scale).rounded())),
                height: max(1, Int((Double(photo.height) * scale).rounded()))
            )
        }
    }

    /// How large all of the photo is when it has just the pixels that this version needs.
    func source(of photo: PictureSize) -> PictureSize {
        switch self {
        case .limit:
            return size(of: photo)
        case .fill(let size):
            let scale = min(
                1,
                max(Double(size.width) / Double(photo.width), Double(size.height) / Double(photo.height))
            )
            return PictureSize(
                width: max(1, Int((Double(photo.width) * scale).rounded(.up))),
                height: max(1, Int((Double(photo.height) * scale).rounded(.up)))
            )
        }
    }

    /// The part of a picture that this version shows.
    func visiblePart(of picture: PictureSize) -> PictureSize {
        switch self {
        case .limit:
            return picture
        case .fill(let size):
            let scale = min(
                Double(picture.width) / Double(size.width),
                Double(picture.height) / Double(size.height)
            )
            return PictureSize(
                width: max(1, Int((Double(size.width) * scale).rounded())),
                height: max(1, Int((Double(size.height) * scale).rounded()))
            )
        }
    }
}
