extension MediaError {
    /// The cause in one stable snake_case word, for `data.reason` of the contract's error -32004.
    public var reason: String {
        switch self {
        case .notAnImage: "not_an_image"
        case .unsupported: "unsupported"
        case .tooManyBytes: "too_many_bytes"
        case .tooManyPixels: "too_many_pixels"
        case .tooManyFrames: "too_many_frames"
        case .tooMuchMemory: "too_much_memory"
        case .corrupt: "corrupt"
        case .crashed: "worker_crashed"
        case .timedOut: "worker_timed_out"
        case .invalid: "invalid"
        case .io: "io"
        case .libvips: "libvips"
        }
    }

    /// Whether the picture itself is at fault, so that trying again is in vain.
    public var isRefusal: Bool {
        switch self {
        case .io, .libvips: false
        case .notAnImage, .unsupported, .tooManyBytes, .tooManyPixels, .tooManyFrames, .tooMuchMemory, .corrupt,
            .crashed, .timedOut, .invalid:
            true
        }
    }
}

extension MediaError: CustomStringConvertible {
    /// The cause as a sentence for people.
    public var description: String {
        switch self {
        case .notAnImage:
            "This is not a picture: only JPEG, PNG, GIF and WebP are accepted."
        case .unsupported(let format):
            "\(format) is not accepted: only JPEG, PNG, GIF and WebP are."
        case .tooManyBytes(let bytes, let limit):
            "The file has \(bytes) bytes or more; the limit is \(limit)."
        case .tooManyPixels(let pixels, let limit):
            "The picture has \(pixels) pixels; the limit is \(limit)."
        case .tooManyFrames(let frames, let limit):
            "The animation has \(frames) frames; the limit is \(limit)."
        case .tooMuchMemory(let bytes, let limit):
            "Decoding the picture would take \(bytes) bytes of memory; the limit is \(limit)."
        case .corrupt(let detail):
            "The picture is damaged: \(detail)."
        case .crashed(let detail):
            "The picture cannot be decoded: \(detail)."
        case .timedOut(let seconds):
            "Decoding the picture took more than \(seconds) seconds."
        case .invalid(let detail):
            "No such picture can be made: \(detail)."
        case .io(let path, let detail):
            "\(path): \(detail)."
        case .libvips(let detail):
            "libvips failed: \(detail)."
        }
    }
}
