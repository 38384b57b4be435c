import Testing

@testable import Media

@Suite struct PhotoGeometryTests {
    /// Sizes that ImageMagick gives for diaspora*'s geometries.
    static let sizes: [(Int, Int, [(Int, Int)])] = [
        (3000, 2000, [(700, 467), (300, 200), (100, 67), (50, 50)]),
        (2000, 3000, [(700, 1050), (300, 450), (67, 100), (50, 50)]),
        (40, 40, [(40, 40), (40, 40), (40, 40), (50, 50)]),
        (701, 1, [(700, 1), (300, 1), (100, 1), (50, 50)]),
        (1, 5000, [(1, 5000), (1, 1500), (1, 100), (50, 50)]),
        (700, 9000, [(700, 9000), (117, 1500), (8, 100), (50, 50)]),
        (301, 100, [(301, 100), (300, 100), (100, 33), (50, 50)]),
        (10, 60_000, [(3, 16_383), (1, 1500), (1, 100), (50, 50)]),
    ]

    @Test(arguments: sizes)
    func givesTheSizesOfDiaspora(width: Int, height: Int, expected: [(Int, Int)]) {
        let photo = PictureSize(width: width, height: height)
        let sizes = PhotoVersion.diaspora.map { $0.geometry.size(of: photo) }
        #expect(sizes == expected.map { PictureSize(width: $0.0, height: $0.1) })
    }

    @Test func shrinksTheRawVersionOnlyToWhatWebPHolds() {
        let raw = PhotoVersion.raw.geometry
        #expect(raw.size(of: PictureSize(width: 16_383, height: 2)) == PictureSize(width: 16_383, height: 2))
        #expect(raw.size(of: PictureSize(width: 32_766, height: 100)) == PictureSize(width: 16_383, height: 50))
    }

    @Test(arguments: [(3000, 2000, 2000), (20, 70, 20), (1, 5000, 1), (50, 50, 50)])
    func fillsFromTheLargestSquareInTheMiddle(width: Int, height: Int, side: Int) {
        let geometry = PhotoGeometry.fill(PictureSize(width: 50, height: 50))
        let part = geometry.visiblePart(of: PictureSize(width: width, height: height))
        #expect(part == PictureSize(width: side, height: side))
    }

    @Test func fillsAnOblongFromTheLargestPartOfItsShape() {
        let geometry = PhotoGeometry.fill(PictureSize(width: 40, height: 20))
        #expect(geometry.visiblePart(of: PictureSize(width: 300, height: 300)) == PictureSize(width: 300, height: 150))
        #expect(geometry.visiblePart(of: PictureSize(width: 900, height: 100)) == PictureSize(width: 200, height: 100))
    }
}
