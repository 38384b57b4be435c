import JSON
import SocialModel

extension MadePhoto {
    /// As a row keeps it, beside its name.
    var text: String {
        let object: JSONObject = [
            "width": .integer(Int64(width)), "height": .integer(Int64(height)), "frames": .integer(Int64(frames)),
            "thumbhash": .string(thumbhash), "dominant_color": dominantColour.map { .string($0) } ?? .null,
            "versions": .array(versions.map { .string($0) }),
        ]
        return String(decoding: JSONWriter.bytes(.object(object)), as: UTF8.self)
    }

    /// Reads it again.
    init?(base: String, text: String) {
        guard let object = try? JSONParser.parse(Array(text.utf8)), let width = object["width"]?.integer,
            let height = object["height"]?.integer
        else { return nil }
        self.init(
            base: base,
            width: Int(width),
            height: Int(height),
            frames: Int(object["frames"]?.integer ?? 1),
            thumbhash: object["thumbhash"]?.string ?? "",
            dominantColour: object["dominant_color"]?.string,
            versions: object["versions"]?.array?.compactMap(\.string) ?? []
        )
    }
}
