import Engine
import JSON
import Media
import NIOCore
import SocialModel
import Wire

/// `photo.process`: the versions of a photo that diaspora* shows, by a worker process.
enum PhotoProcess {
    static let method: Method = .init(
        "photo.process",
        "Makes the versions of a photo as WebP files.",
        [
            .optional("path", .text, "An absolute path that the engine may read; this or `data`."),
            .optional("data", .text, "The file in base64."),
            .optional(
                "guid",
                .guid,
                "The photo's, which keeps its files; without it, or if that photo does not come, they go after a day."
            ),
        ],
        result: """
            {base, width, height, frames, first_frame_only, content_type, versions: {name: {path, width, height, bytes}}, \
            thumbhash, dominant_color, guid?}
            """,
        reasons: [.notFound, .notAbsolute, .photoRetracted] + Reason.media,
        .slow(process)
    )

    private static func process(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let (source, guid) = try CallFailure.parameters { () throws(RPCFault) in
            (try photo(parameters), try parameters.optionalGUID("guid"))
        }
        do throws(EngineError) {
            var result = describe(try await engine.processPhoto(source, for: guid))
            result["guid"] = guid.map { .string($0.text) }
            return JSONWriter.bytes(.object(result))
        } catch {
            // That the file named cannot be read is the caller's affair; any other file is ours.
            guard case .path(let path) = source, case .media(.io(path, _)) = error else { throw .engine(error) }
            throw .fault(.notFound("The engine cannot read a file at \(path)."))
        }
    }

    private static func photo(_ parameters: Parameters) throws(RPCFault) -> PhotoSource {
        let path = try parameters.optionalString("path")
        let data = try parameters.optionalString("data")
        switch (path, data) {
        case (_?, nil): return .path(try parameters.absolutePath("path"))
        case (nil, let data?): return .bytes(try FederationReceive.bytes(data, "data"))
        case (nil, nil): throw .missing("path")
        case (_?, _?): throw .invalid("data", .contradiction, "There is a path already.")
        }
    }

    private static func describe(_ photo: ProcessedPhoto) -> JSONObject {
        let versions = photo.versions.sorted { $0.value.width < $1.value.width }.map { name, version in
            let description: JSONValue = [
                "path": .string(version.path), "width": .integer(Int64(version.width)),
                "height": .integer(Int64(version.height)), "bytes": .integer(Int64(version.bytes)),
            ]
            return (name, description)
        }
        return [
            "base": .string(photo.base), "width": .integer(Int64(photo.width)),
            "height": .integer(Int64(photo.height)),
            "frames": .integer(Int64(photo.frames)), "first_frame_only": .bool(photo.firstFrameOnly),
            "content_type": .string(photo.contentType),
            "versions": .object(JSONObject(versions)), "thumbhash": .string(photo.thumbhash),
            "dominant_color": photo.dominantColour.map { .string($0) } ?? .null,
        ]
    }
}
