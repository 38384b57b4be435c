import CVips
import TestSupport

@testable import Media

/// A generated photo, and what is known of it without looking.
struct Original {
    let name: String
    /// Upright.
    let width: Int
    let height: Int
    var frames = 1
    var alpha = false
    /// Whether the four colours stand in the four corners, once it is upright.
    var hasCorners = true
    let bytes: [UInt8]

    /// Orientations, formats, shapes, transparency, inks, depths and animations.
    static func all() throws -> [Original] {
        try oriented() + shaped() + transparent() + coloured() + animated()
    }

    private static func oriented() throws -> [Original] {
        let upright = try Samples.quadrants(720, 480)
        return try [PictureFormat.jpeg, .progressiveJPEG, .webp].flatMap { format in
            try (1...8).map { orientation in
                let picture = orientation == 1 ? upright : try upright.disoriented(orientation)
                let bytes = try picture.encoded(.picture(format))
                return Original(name: "\(format) \(orientation)", width: 720, height: 480, bytes: bytes)
            }
        }
    }

    private static func shaped() throws -> [Original] {
        try [PictureFormat.jpeg, .png, .gif, .webp].flatMap { format in
            try [(1, 1), (1, 900), (900, 1), (36, 54), (1_500, 40)].map { width, height in
                let bytes = try Samples.quadrants(width, height).encoded(.picture(format))
                let name = "\(format) \(width) × \(height)"
                return Original(
                    name: name,
                    width: width,
                    height: height,
                    hasCorners: min(width, height) > 1,
                    bytes: bytes
                )
            }
        }
    }

    private static func transparent() throws -> [Original] {
        try [PictureFormat.png, .webp].flatMap { format in
            try [(300, 200), (64, 800), (40, 40)].map { width, height in
                let bytes = try Samples.quadrants(width, height, alpha: 100).encoded(.picture(format))
                let name = "\(format) \(width) × \(height) transparent"
                return Original(name: name, width: width, height: height, alpha: true, bytes: bytes)
            }
        }
    }

    private static func coloured() throws -> [Original] {
        func picture(_ space: cvips_space, alpha: UInt8? = nil) throws -> Picture {
            try Samples.converted(try Samples.quadrants(400, 200, alpha: alpha), to: space)
        }
        func original(_ name: String, _ bytes: [UInt8], alpha: Bool = false, corners: Bool = false) -> Original {
            Original(name: name, width: 400, height: 200, alpha: alpha, hasCorners: corners, bytes: bytes)
        }
        var wide = cvips_encoding.picture(.jpeg)
        wide.wide_gamut = true
        return [
            original("CMYK", try picture(CVIPS_CMYK).encoded(.picture(.jpeg))),
            original("CMYK, progressive", try picture(CVIPS_CMYK).encoded(.picture(.progressiveJPEG))),
            original("grey JPEG", try picture(CVIPS_GREY).encoded(.picture(.jpeg))),
            original("grey PNG", try picture(CVIPS_GREY).encoded(.picture(.png))),
            original("16 bits", try picture(CVIPS_SRGB16).encoded(.picture(.png)), corners: true),
            original(
                "16 bits, transparent",
                try picture(CVIPS_SRGB16, alpha: 100).encoded(.picture(.png)),
                alpha: true,
                corners: true
            ),
            original(
                "with all metadata",
                Containers.exif(1, in: Containers.segment(0xE1, xmp, in: try picture(CVIPS_SRGB).encoded(wide))),
                corners: true
            ),
        ]
    }

    private static let xmp = Array(
        """
        http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" \
        xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="a secret"/></rdf:RDF></x:xmpmeta>
        """.utf8
    )

    private static func animated() throws -> [Original] {
        try [PictureFormat.gif, .webp].flatMap { format in
            try [(120, 80), (30, 330)].map { width, height in
                let bytes = try PictureMaker().animation(
                    seed: 1,
                    width: width,
                    height: height,
                    frames: 4,
                    format: format
                )
                let name = "\(format) \(width) × \(height) animated"
                return Original(name: name, width: width, height: height, frames: 4, hasCorners: false, bytes: bytes)
            }
        }
    }
}
