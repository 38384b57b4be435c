import CVips

/// A format in which pictures are made.
public enum PictureFormat: String, Sendable, CaseIterable {
    /// Baseline JPEG.
    case jpeg
    /// Progressive JPEG, which a decoder must keep as a whole.
    case progressiveJPEG
    /// 8-bit PNG.
    case png
    /// GIF with up to 256 colours.
    case gif
    /// Lossy WebP.
    case webp

    var holdsOrientation: Bool {
        switch self {
        case .jpeg, .progressiveJPEG, .webp: true
        case .png, .gif: false
        }
    }
}

extension cvips_encoding {
    /// A made picture's file, with such metadata as the picture has.
    static func picture(_ format: PictureFormat) -> cvips_encoding {
        let container =
            switch format {
            case .jpeg, .progressiveJPEG: CVIPS_JPEG
            case .png: CVIPS_PNG
            case .gif: CVIPS_GIF
            case .webp: CVIPS_WEBP
            }
        return cvips_encoding(
            format: container,
            quality: 85,
            effort: 2,
            strip: false,
            progressive: format == .progressiveJPEG,
            wide_gamut: false
        )
    }
}
