import CVips

/// Many small pictures on one: equal cells in rows on a plain background.
public struct ContactSheet: Sendable {
    /// The most pictures that one sheet takes.
    public static let mostPictures = 1_000

    /// The most pixels a side of a cell; larger pictures are shrunk to fit.
    public var cell: Int
    /// Pixels between cells, and around all of them.
    public var margin: Int
    /// Red, green and blue, which also stands behind transparent pictures.
    public var background: (red: UInt8, green: UInt8, blue: UInt8)

    /// Starts libvips, once in the process; see ``PhotoProcessor/init()``.
    public init(
        cell: Int = 160,
        margin: Int = 12,
        background: (red: UInt8, green: UInt8, blue: UInt8) = (38, 40, 44)
    ) throws(MediaError) {
        guard (1...2_000).contains(cell), (0...200).contains(margin) else {
            throw .invalid(detail: "a cell of \(cell) pixels with a margin of \(margin)")
        }
        try Vips.start()
        self.cell = cell
        self.margin = margin
        self.background = background
    }

    /// Writes a sheet of picture files, in their order, replacing the file at the path at once.
    ///
    /// The last row may be shorter; with fewer pictures than columns the sheet is narrower.
    ///
    /// - Throws: ``MediaError``; `invalid` without pictures, without columns, or for more than ``mostPictures``.
    public func write(
        _ paths: [String],
        columns: Int,
        to path: String,
        as format: PictureFormat = .png
    ) throws(MediaError) {
        guard !paths.isEmpty, paths.count <= ContactSheet.mostPictures, columns > 0 else {
            throw .invalid(detail: "a sheet of \(paths.count) pictures in \(columns) columns")
        }
        var cells: [Picture] = []
        for path in paths {
            cells.append(try thumbnail(path))
        }
        try Files.write(try join(cells, columns: columns).encoded(.picture(format)), to: path)
    }

    private func thumbnail(_ path: String) throws(MediaError) -> Picture {
        let limits = MediaLimits()
        let bytes = try Files.read(path, limit: limits.bytes)
        let format = try PhotoFormat(of: unsafe bytes.span.bytes)
        let box = PhotoGeometry.limit(PictureSize(width: cell, height: cell))
        let recipe = PhotoRecipe([PhotoVersion(name: "cell", geometry: box)], keepsFull: false)
        let photo = try DecodedPhoto(unsafe bytes.span.bytes, format: format, recipe, limits: limits).still
        return try photo.resized(to: box.size(of: photo.size))
    }

    private func join(_ cells: [Picture], columns: Int) throws(MediaError) -> Picture {
        var images: [OpaquePointer?] = unsafe cells.map { unsafe $0.image }
        let ground = [Double(background.red), Double(background.green), Double(background.blue)]
        let (count, across) = (CInt(cells.count), CInt(min(columns, cells.count)))
        // Cells no larger than what is in them: wide pictures make low rows.
        let width = CInt(cells.reduce(1) { max($0, $1.width) })
        let height = CInt(cells.reduce(1) { max($0, $1.height) })
        defer { extendLifetime(cells) }
        return try Picture { out in
            unsafe cvips_sheet(&images, count, across, width, height, CInt(margin), ground, out)
        }
    }
}
