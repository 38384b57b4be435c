import JSON
public import SocialModel

/// People as items show them (diaspora-behaviour §13.1).
public enum PersonJSON {
    /// Appends the `author` shape: `{id, guid, name, diaspora_id, avatar: {small, medium, large}}`.
    public static func append(_ person: PersonCard, to bytes: inout [UInt8]) {
        JSONWriter.append(literal: #"{"id":"#, to: &bytes)
        ItemID.append(row: person.rowID, guid: person.guid, to: &bytes)
        JSONWriter.append(literal: #","guid":"#, to: &bytes)
        JSONWriter.append(person.guid?.text, to: &bytes)
        JSONWriter.append(literal: #","name":"#, to: &bytes)
        JSONWriter.append(person.name, to: &bytes)
        JSONWriter.append(literal: #","diaspora_id":"#, to: &bytes)
        JSONWriter.append(person.id.text, to: &bytes)
        JSONWriter.append(literal: #","avatar":{"small":"#, to: &bytes)
        JSONWriter.append(person.avatar.small, to: &bytes)
        JSONWriter.append(literal: #","medium":"#, to: &bytes)
        JSONWriter.append(person.avatar.medium, to: &bytes)
        JSONWriter.append(literal: #","large":"#, to: &bytes)
        JSONWriter.append(person.avatar.large, to: &bytes)
        JSONWriter.append(literal: "}}", to: &bytes)
    }

    /// The `author` shape as bytes, as ``ItemCard/append(to:overlay:viewer:root:appearance:)`` wants the viewer's.
    public static func bytes(_ person: PersonCard) -> [UInt8] {
        var bytes: [UInt8] = []
        append(person, to: &bytes)
        return bytes
    }

    /// Appends an array of the `author` shape.
    public static func append(_ people: [PersonCard], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, person) in people.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(person, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Appends a post's `mentioned_people`: `{guid, diaspora_id, name, avatar?}`, the medium avatar only if it is their own.
    static func append(mentioned people: [PersonCard], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, person) in people.enumerated() {
            JSONWriter.append(literal: index > 0 ? #",{"guid":"# : #"{"guid":"#, to: &bytes)
            JSONWriter.append(person.guid?.text, to: &bytes)
            JSONWriter.append(literal: #","diaspora_id":"#, to: &bytes)
            JSONWriter.append(person.id.text, to: &bytes)
            JSONWriter.append(literal: #","name":"#, to: &bytes)
            JSONWriter.append(person.name, to: &bytes)
            if person.hasAvatar {
                JSONWriter.append(literal: #","avatar":"#, to: &bytes)
                JSONWriter.append(person.avatar.medium, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
    }
}
