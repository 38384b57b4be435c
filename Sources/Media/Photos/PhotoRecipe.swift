/// Which versions are made of a photo.
public struct PhotoRecipe: Sendable, Hashable, Codable {
    /// Whether the full-size version is among them; without it most photos are not even decoded in full size.
    public var keepsFull: Bool
    /// The others.
    let versions: [PhotoVersion]

    /// The most versions beside diaspora*'s.
    static let mostExtra = 6
    /// The most pixels of a version, since a worker has to hold them.
    static let mostPixels = 12_000_000

    /// diaspora*'s versions, `raw`, and `large` of at most 2048 × 2048 pixels.
    public init() {
        keepsFull = true
        versions = PhotoVersion.diaspora + [.large]
    }

    /// Versions of our own choice.
    init(_ versions: [PhotoVersion], keepsFull: Bool) {
        self.versions = versions
        self.keepsFull = keepsFull
    }

    /// diaspora*'s versions, and those that are described as `large=2048x2048` (as large as fits) or
    /// `square=200x200!` (exactly that, cropped around the middle).
    ///
    /// - Throws: ``MediaError/invalid(detail:)``, which says what is wrong.
    public init(extra descriptions: [String], keepsFull: Bool = true) throws(MediaError) {
        var versions = PhotoVersion.diaspora
        for description in descriptions {
            let version = try Self.version(description)
            guard version.name != PhotoVersion.raw.name, !versions.contains(where: { $0.name == version.name }) else {
                throw .invalid(detail: "there is a version \(version.name) already")
            }
            versions.append(version)
        }
        guard descriptions.count <= Self.mostExtra else {
            throw .invalid(detail: "\(descriptions.count) versions beside diaspora*'s, of at most \(Self.mostExtra)")
        }
        self.init(versions, keepsFull: keepsFull)
    }

    private static func version(_ description: String) throws(MediaError) -> PhotoVersion {
        let parts = description.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...32).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 95 })
        else { throw .invalid(detail: "\"\(description)\" is not like large=2048x2048") }
        let isExact = parts[1].hasSuffix("!")
        let sides = parts[1].dropLast(isExact ? 1 : 0).split(separator: "x", omittingEmptySubsequences: false)
        let numbers = sides.compactMap { Int($0) }
        guard sides.count == 2, numbers.count == 2,
            numbers.allSatisfy({ (1...PhotoVersion.longestSide).contains($0) }),
            numbers[0] * numbers[1] <= mostPixels
        else {
            throw .invalid(
                detail: "\"\(description)\": sides are 1 to \(PhotoVersion.longestSide), at most \(mostPixels) pixels"
            )
        }
        let size = PictureSize(width: numbers[0], height: numbers[1])
        return PhotoVersion(name: String(parts[0]), geometry: isExact ? .fill(size) : .limit(size))
    }

    /// All versions, the one that needs the most of a photo first.
    func versions(of photo: PictureSize) -> [PhotoVersion] {
        let ordered = versions.enumerated().sorted { one, other in
            let (first, second) = (one.element.geometry.source(of: photo), other.element.geometry.source(of: photo))
            return first.pixels == second.pixels ? one.offset < other.offset : first.pixels > second.pixels
        }
        return (keepsFull ? [.raw] : []) + ordered.map(\.element)
    }
}
