import JSON
public import SocialModel

/// Photos as `person.photos` shows them: as in items, with what tells them apart.
public enum PhotoJSON {
    /// Appends `{guid, created_at, post, public, text, dimensions, sizes}`; `post` is the GUID of the post it hangs on.
    ///
    /// Of one whose files the engine makes also `processing: {state, reason}`, and what items show of it when they are made.
    public static func append(
        _ photo: Photo,
        _ progress: PhotoProgress? = nil,
        photosURL: String? = nil,
        to bytes: inout [UInt8]
    ) {
        JSONWriter.append(literal: #"{"guid":"#, to: &bytes)
        JSONWriter.append(photo.guid.text, to: &bytes)
        JSONWriter.append(literal: #","created_at":"#, to: &bytes)
        if let createdAt = photo.createdAt {
            JSONWriter.append(milliseconds: createdAt, to: &bytes)
        } else {
            JSONWriter.append(literal: "null", to: &bytes)
        }
        JSONWriter.append(literal: #","post":"#, to: &bytes)
        JSONWriter.append(photo.statusMessageGUID?.text, to: &bytes)
        JSONWriter.append(literal: #","public":"#, to: &bytes)
        JSONWriter.append(photo.isPublic, to: &bytes)
        JSONWriter.append(literal: #","text":"#, to: &bytes)
        JSONWriter.append(photo.text, to: &bytes)
        JSONWriter.append(literal: ",", to: &bytes)
        AttachmentJSON.appendMembers(photo, progress?.made, photosURL: photosURL, to: &bytes)
        if let progress {
            JSONWriter.append(literal: #","processing":{"state":"#, to: &bytes)
            JSONWriter.append(progress.state.name, to: &bytes)
            JSONWriter.append(literal: #","reason":"#, to: &bytes)
            JSONWriter.append(progress.reason, to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
