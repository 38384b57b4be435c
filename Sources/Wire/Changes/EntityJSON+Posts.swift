import JSON
import SocialModel

/// status_message, photo, location, poll, reshare.
extension EntityJSON {
    static func statusMessage(_ data: Parameters) throws(RPCFault) -> StatusMessage {
        for name in ["event", "embed"] where data.present(name) != nil { throw data.unsupported(name) }
        try data.refuseUnknown(known: [
            "author", "guid", "created_at", "public", "provider_display_name", "text", "edited_at", "photos",
            "location", "poll", "event", "embed",
        ])
        guard data.object["text"] != nil else { throw .missing(data.field("text")) }
        let author = try data.id("author")
        var photos: [Photo] = []
        for fields in try data.optionalObjects("photos", limit: ChangeLimits.parts) ?? [] {
            let photo = try photo(fields, isNested: true)
            guard photo.author == author else {
                throw fields.rejected("author", .otherAuthor, "A photo of another author than its post's.")
            }
            photos.append(photo)
        }
        return StatusMessage(
            author: author,
            guid: try data.guid("guid"),
            createdAt: try data.optionalTime("created_at"),
            isPublic: try data.flag("public", standard: false),
            text: try data.optionalText("text"),
            providerDisplayName: try data.optionalText("provider_display_name", limit: ChangeLimits.line),
            editedAt: try data.optionalTime("edited_at"),
            photos: photos,
            location: try location(data),
            poll: try poll(data)
        )
    }

    static func photo(_ data: Parameters, isNested: Bool) throws(RPCFault) -> Photo {
        try data.refuseUnknown(
            known: [
                "guid", "author", "public", "created_at", "edited_at", "remote_photo_path", "remote_photo_name", "text",
                "status_message_guid", "height", "width",
            ] + (isNested ? ["row_id"] : [])
        )
        guard let path = try data.optionalURL("remote_photo_path") else {
            throw .missing(data.field("remote_photo_path"))
        }
        return Photo(
            guid: try data.guid("guid"),
            author: try data.id("author"),
            isPublic: try data.flag("public", standard: false),
            createdAt: try data.optionalTime("created_at"),
            editedAt: try data.optionalTime("edited_at"),
            remotePath: path,
            remoteName: try data.text("remote_photo_name", limit: ChangeLimits.line),
            text: try data.optionalText("text"),
            statusMessageGUID: try data.optionalGUID("status_message_guid"),
            height: try data.optionalInteger("height", in: pixels).map(Int.init),
            width: try data.optionalInteger("width", in: pixels).map(Int.init)
        )
    }

    private static let pixels: ClosedRange<Int64> = 0...Int64(Int32.max)

    private static func location(_ data: Parameters) throws(RPCFault) -> Location? {
        guard let fields = try data.optionalObject("location") else { return nil }
        try fields.refuseUnknown(known: ["address", "lat", "lng"])
        return Location(
            address: try fields.optionalText("address", limit: ChangeLimits.text),
            latitude: try fields.text("lat", limit: ChangeLimits.line),
            longitude: try fields.text("lng", limit: ChangeLimits.line)
        )
    }

    private static func poll(_ data: Parameters) throws(RPCFault) -> Poll? {
        guard let fields = try data.optionalObject("poll") else { return nil }
        try fields.refuseUnknown(known: ["guid", "question", "poll_answers", "row_id"])
        var answers: [PollAnswer] = []
        for answer in try fields.optionalObjects("poll_answers", limit: ChangeLimits.parts) ?? [] {
            try answer.refuseUnknown(known: ["guid", "answer", "row_id"])
            let text = try answer.text("answer", limit: ChangeLimits.line)
            answers.append(PollAnswer(guid: try answer.guid("guid"), answer: text))
        }
        guard answers.count >= 2 else {
            throw fields.rejected("poll_answers", .tooFew, "A poll has at least two answers.")
        }
        let question = try fields.text("question", limit: ChangeLimits.line)
        return Poll(guid: try fields.guid("guid"), question: question, answers: answers)
    }

    static func reshare(_ data: Parameters) throws(RPCFault) -> Reshare {
        try data.refuseUnknown(known: ["author", "guid", "created_at", "root_author", "root_guid"])
        let root: Reshare.Root?
        switch (try data.optionalID("root_author"), try data.optionalGUID("root_guid")) {
        case (let author?, let guid?): root = Reshare.Root(author: author, guid: guid)
        case (nil, nil): root = nil
        case (nil, _): throw data.rejected("root_author", .incompletePair, "root_guid is there, root_author is not.")
        case (_, nil): throw data.rejected("root_guid", .incompletePair, "root_author is there, root_guid is not.")
        }
        return Reshare(
            author: try data.id("author"),
            guid: try data.guid("guid"),
            createdAt: try data.optionalTime("created_at"),
            root: root
        )
    }

    /// The pod's rows in the nested photos, poll and poll answers of an entity's properties.
    static func partRowIDs(_ data: Parameters) throws(RPCFault) -> [GUID: Int64] {
        var parts = try data.optionalObjects("photos") ?? []
        if let poll = try data.optionalObject("poll") {
            parts.append(poll)
            parts.append(contentsOf: try poll.optionalObjects("poll_answers") ?? [])
        }
        var rows: [GUID: Int64] = [:]
        for part in parts {
            if let row = try part.rowID() { rows[try part.guid("guid")] = row }
        }
        return rows
    }
}
