import Fetching
import Ledger
import Logging
import Media
import SocialModel

extension PhotoKeeper {
    /// What is written of a photo that a worker has looked at.
    func consequence(of made: Result<ProcessedPhoto, MediaError>, _ errand: PhotoErrand) -> PhotoFilesWrite {
        switch made {
        case .success(let photo): return .made(errand, MadePhoto(photo))
        // The pod may write it a moment after it tells of it.
        case .failure(.io): return consequence(of: .passing("original_missing"), errand)
        case .failure(let error): return consequence(of: .final(error.reason), errand)
        }
    }

    /// What is written of a photo that nothing could be made of.
    func consequence(of failure: OriginalFailure, _ errand: PhotoErrand) -> PhotoFilesWrite {
        log.info("no files were made of a photo: \(failure)", metadata: ["photo": "\(errand.guid)"])
        switch failure {
        case .final(let reason): return .failed(errand, reason: reason)
        case .passing(let reason):
            guard errand.attempts + 1 < configuration.attempts else { return .failed(errand, reason: reason) }
            let pause = configuration.pauseMilliseconds << min(errand.attempts, 20)
            let until = Timestamp.inMilliseconds(min(pause, configuration.longestPauseMilliseconds))
            return .postpone(errand, until: until, reason: reason)
        }
    }

    /// Where an original is, or what its pod gives for it.
    func original(of errand: PhotoErrand) async throws(OriginalFailure) -> PhotoSource {
        if errand.isLocal, let folder = configuration.originals {
            guard Self.isPlain(errand.name) else { throw .final("original_unnamed") }
            return .path(folder + "/" + errand.name)
        }
        guard let client else { throw .passing("original_missing") }
        var request = HTTPRequest(.get, errand.path + errand.name)
        request.headers = [HTTPHeader("Accept", "image/*")]
        request.bodyLimit = limits.bytes
        let answer: HTTPResponse
        do throws(FetchingError) { answer = try await client.send(request) } catch {
            switch error {
            case .tooLarge: throw .final("too_many_bytes")
            case _ where error.isPassing: throw .passing("original_unreachable")
            default: throw .final("original_refused")
            }
        }
        guard !answer.isSuccess else { return .bytes(answer.body) }
        let mayCome = [404, 408, 425, 429].contains(answer.status) || answer.status >= 500
        throw mayCome ? .passing("original_missing") : .final("original_refused")
    }

    /// Whether a name is that of a file in a folder, and leads nowhere else.
    static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.first != "." && name.utf8.count <= 255
            && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 < 0x20 }
    }
}

/// Why an original gave no files.
enum OriginalFailure: Error {
    /// Trying again may help.
    case passing(String)
    /// It will not.
    case final(String)
}

extension MadePhoto {
    /// What the ledger keeps of a photo's files.
    init(_ photo: ProcessedPhoto) {
        self.init(
            base: photo.base,
            width: photo.width,
            height: photo.height,
            frames: photo.frames,
            thumbhash: photo.thumbhash,
            dominantColour: photo.dominantColour,
            versions: Array(photo.versions.keys)
        )
    }
}
