import SocialModel

extension StatusMessage {
    /// Whether there is text or a photo.
    var hasContent: Bool { text?.allSatisfy(\.isWhitespace) == false || !photos.isEmpty }

    /// What its row says it is.
    var flags: PostFlags {
        var flags = text.map { PostFlags(text: $0) } ?? []
        if isPublic { flags.insert(.isPublic) }
        if !photos.isEmpty { flags.insert(.photos) }
        if poll != nil { flags.insert(.poll) }
        if location != nil { flags.insert(.location) }
        if let text, Self.isMarkedNSFW(text) { flags.insert(.nsfw) }
        return flags
    }

    /// Whether `#nsfw` stands anywhere, whatever its case.
    ///
    /// By bytes: this is asked of every post, and nothing but ASCII has these letters as its lower case.
    private static func isMarkedNSFW(_ text: String) -> Bool {
        var rest = text.utf8[...]
        while let sign = rest.firstIndex(of: UInt8(ascii: "#")) {
            rest = rest[sign...].dropFirst()
            if rest.prefix(4).lazy.map({ $0 | 0x20 }).elementsEqual("nsfw".utf8) { return true }
        }
        return false
    }
}
