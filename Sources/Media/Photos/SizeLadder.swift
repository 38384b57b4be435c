/// Sizes of one photo, each made from a smaller one than the photo itself where that costs no quality.
struct SizeLadder {
    private let photo: Picture
    private var rungs: [Picture] = []

    init(_ photo: Picture) {
        self.photo = photo
    }

    /// The photo in a version's size, of which the largest is to be asked for first.
    mutating func picture(_ geometry: PhotoGeometry) throws(MediaError) -> Picture {
        let size = geometry.size(of: photo.size)
        if size == photo.size { return photo }
        // At half the size or less, resampling twice looks like resampling once.
        let ample = PictureSize(width: 2 * size.width, height: 2 * size.height)
        let source = rungs.last { geometry.visiblePart(of: $0.size).covers(ample) } ?? photo
        let made = try source.centre(geometry.visiblePart(of: source.size)).resized(to: size)
        if case .limit = geometry { rungs.append(made) }
        return made
    }
}
