/// Sizes of one photo, each made from the next larger one where that costs no quality.
struct SizeLadder {
    private let original: PictureSize
    private var rungs: [[Picture]]

    init(_ photo: DecodedPhoto) {
        original = photo.header.size
        rungs = [photo.frames]
    }

    /// The photo's frames in a version's size, of which the largest is to be asked for first.
    mutating func frames(_ geometry: PhotoGeometry) throws(MediaError) -> [Picture] {
        // What was too large to decode in full size is so in every version.
        let size =
            rungs[0][0].size.covers(geometry.size(of: original)) || geometry.isFill
            ? geometry.size(of: original) : rungs[0][0].size
        // At half the size or less, resampling twice looks like resampling once.
        let ample = PictureSize(width: 2 * size.width, height: 2 * size.height)
        let source = rungs.last { geometry.visiblePart(of: $0[0].size).covers(ample) } ?? rungs[0]
        if size == source[0].size { return source }
        // Half the pixels each: all rungs together take no more than the photo itself.
        let isRung = !geometry.isFill && 2 * size.pixels <= source[0].size.pixels
        let part = geometry.visiblePart(of: source[0].size)
        var made: [Picture] = []
        for frame in source {
            made.append(try frame.centre(part).resized(to: size))
        }
        if isRung { rungs.append(made) }
        return made
    }
}
