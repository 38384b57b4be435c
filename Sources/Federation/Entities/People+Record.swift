import SocialModel

extension Profile {
    init(_ record: Record) throws(FederationError) {
        self.init(
            author: try record.required(record.person("author"), "author"),
            editedAt: record.timestamp("edited_at"),
            fullName: record.string("full_name"),
            firstName: record.string("first_name"),
            lastName: record.string("last_name"),
            imageURL: record.string("image_url"),
            imageURLMedium: record.string("image_url_medium"),
            imageURLSmall: record.string("image_url_small"),
            bio: record.string("bio"),
            birthday: record.string("birthday"),
            gender: record.string("gender"),
            location: record.string("location"),
            isSearchable: record.boolean("searchable"),
            isPublic: record.boolean("public"),
            isNSFW: record.boolean("nsfw"),
            tagString: record.string("tag_string")
        )
    }

    var record: Record {
        Record(
            .profile,
            [
                "author": .person(author),
                "edited_at": editedAt.map(Record.Value.timestamp),
                "full_name": fullName.map(Record.Value.string),
                "first_name": firstName.map(Record.Value.string),
                "last_name": lastName.map(Record.Value.string),
                "image_url": imageURL.map(Record.Value.string),
                "image_url_medium": imageURLMedium.map(Record.Value.string),
                "image_url_small": imageURLSmall.map(Record.Value.string),
                "bio": bio.map(Record.Value.string),
                "birthday": birthday.map(Record.Value.string),
                "gender": gender.map(Record.Value.string),
                "location": location.map(Record.Value.string),
                "searchable": isSearchable.map(Record.Value.boolean),
                "public": isPublic.map(Record.Value.boolean),
                "nsfw": isNSFW.map(Record.Value.boolean),
                "tag_string": tagString.map(Record.Value.string),
            ]
        )
    }
}

extension Contact {
    init(_ record: Record) throws(FederationError) {
        self.init(
            author: try record.required(record.person("author"), "author"),
            recipient: try record.required(record.person("recipient"), "recipient"),
            following: try record.required(record.boolean("following"), "following"),
            sharing: try record.required(record.boolean("sharing"), "sharing"),
            // Unreadable, it is null, which blocks nobody.
            blocking: record.boolean("blocking") ?? false
        )
    }

    var record: Record {
        Record(
            .contact,
            [
                "author": .person(author),
                "recipient": .person(recipient),
                "following": .boolean(following),
                "sharing": .boolean(sharing),
                "blocking": .boolean(blocking),
            ]
        )
    }
}

extension Participation {
    init(_ record: Record) throws(FederationError) {
        self.init(
            author: try record.required(record.person("author"), "author"),
            guid: try record.required(record.guid("guid"), "guid"),
            parentGUID: try record.required(record.guid("parent_guid"), "parent_guid")
        )
    }

    var record: Record {
        Record(
            .participation,
            [
                "author": .person(author),
                "guid": .guid(guid),
                "parent_guid": .guid(parentGUID),
                "parent_type": .string("Post"),
            ]
        )
    }
}
