import JSON
import SocialModel

/// What hangs on a post: photos, location, poll (diaspora-behaviour §13.1).
enum AttachmentJSON {
    /// `[{dimensions: {height, width}, sizes: {small, medium, large, raw}}]`, and of photos of which files were made
    /// `thumbhash` and `dominant_color`.
    static func append(photosOf post: PostContents?, photosURL: String?, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, photo) in (post?.photos ?? []).enumerated() {
            JSONWriter.append(literal: index > 0 ? ",{" : "{", to: &bytes)
            appendMembers(photo, post?.madePhotos[photo.guid], photosURL: photosURL, to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// The same without the braces around them.
    ///
    /// Sizes are the pod's files as diaspora* names them, or the engine's own once they are made, if the web server shows
    /// these; then `versions` has the addresses of all of them.
    static func appendMembers(
        _ photo: Photo,
        _ made: MadePhoto?,
        photosURL: String?,
        to bytes: inout [UInt8]
    ) {
        JSONWriter.append(literal: #""dimensions":{"height":"#, to: &bytes)
        append(pixels: made?.height ?? photo.height, to: &bytes)
        JSONWriter.append(literal: #","width":"#, to: &bytes)
        append(pixels: made?.width ?? photo.width, to: &bytes)
        func address(_ version: String) -> String {
            if let photosURL, let place = made?.place(of: version) { return photosURL + place }
            return photo.remotePath + (version == "raw" ? "" : version + "_") + photo.remoteName
        }
        JSONWriter.append(literal: #"},"sizes":{"small":"#, to: &bytes)
        JSONWriter.append(address("thumb_small"), to: &bytes)
        JSONWriter.append(literal: #","medium":"#, to: &bytes)
        JSONWriter.append(address("thumb_medium"), to: &bytes)
        JSONWriter.append(literal: #","large":"#, to: &bytes)
        JSONWriter.append(address("scaled_full"), to: &bytes)
        JSONWriter.append(literal: #","raw":"#, to: &bytes)
        JSONWriter.append(address("raw"), to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        guard let made else { return }
        JSONWriter.append(literal: #","thumbhash":"#, to: &bytes)
        JSONWriter.append(made.thumbhash, to: &bytes)
        JSONWriter.append(literal: #","dominant_color":"#, to: &bytes)
        JSONWriter.append(made.dominantColour, to: &bytes)
        guard photosURL != nil else { return }
        JSONWriter.append(literal: #","versions":{"#, to: &bytes)
        for (index, version) in made.versions.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONWriter.append(version, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            JSONWriter.append(address(version), to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func append(pixels: Int?, to bytes: inout [UInt8]) {
        if let pixels {
            JSONWriter.append(Int64(pixels), to: &bytes)
        } else {
            JSONWriter.append(literal: "null", to: &bytes)
        }
    }

    /// `{address, lat, lng}`, nulls without a location.
    static func append(_ location: Location?, to bytes: inout [UInt8]) {
        JSONWriter.append(literal: #"{"address":"#, to: &bytes)
        JSONWriter.append(location?.address, to: &bytes)
        JSONWriter.append(literal: #","lat":"#, to: &bytes)
        JSONWriter.append(location?.latitude, to: &bytes)
        JSONWriter.append(literal: #","lng":"#, to: &bytes)
        JSONWriter.append(location?.longitude, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    /// `{poll_id, post_id, question, poll_answers: [{id, answer, poll_id, guid, vote_count}], participation_count}` or null.
    static func append(pollOf post: PostContents?, to bytes: inout [UInt8]) {
        guard let post, let poll = post.poll else { return JSONWriter.append(literal: "null", to: &bytes) }
        let rows = post.partRowIDs
        JSONWriter.append(literal: #"{"poll_id":"#, to: &bytes)
        ItemID.append(row: rows[poll.guid], guid: poll.guid, to: &bytes)
        JSONWriter.append(literal: #","post_id":"#, to: &bytes)
        ItemID.append(row: post.rowID, guid: post.guid, to: &bytes)
        JSONWriter.append(literal: #","question":"#, to: &bytes)
        JSONWriter.append(poll.question, to: &bytes)
        JSONWriter.append(literal: #","poll_answers":["#, to: &bytes)
        var voters: Int64 = 0
        for (index, answer) in poll.answers.enumerated() {
            let votes = Int64(post.votes[answer.guid] ?? 0)
            voters += votes
            JSONWriter.append(literal: index > 0 ? #",{"id":"# : #"{"id":"#, to: &bytes)
            ItemID.append(row: rows[answer.guid], guid: answer.guid, to: &bytes)
            JSONWriter.append(literal: #","answer":"#, to: &bytes)
            JSONWriter.append(answer.answer, to: &bytes)
            JSONWriter.append(literal: #","poll_id":"#, to: &bytes)
            ItemID.append(row: rows[poll.guid], guid: poll.guid, to: &bytes)
            JSONWriter.append(literal: #","guid":"#, to: &bytes)
            JSONWriter.append(answer.guid.text, to: &bytes)
            JSONWriter.append(literal: #","vote_count":"#, to: &bytes)
            JSONWriter.append(votes, to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        JSONWriter.append(literal: #"],"participation_count":"#, to: &bytes)
        JSONWriter.append(voters, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }
}
