import SocialModel

extension ChangeJSON {
    static func podPut(_ fields: Parameters) throws(RPCFault) -> PodPut {
        try refuseUnknown(fields, "url", "default_avatar", "camo", "blank_title", "photos_url")
        guard fields.present("camo") == nil else { throw fields.unsupported("camo") }
        let avatar = try fields.object("default_avatar")
        try avatar.refuseUnknown(known: ["small", "medium", "large"])
        var put = PodPut(
            url: try fields.text("url", limit: ChangeLimits.url),
            defaultAvatar: Avatar(
                small: try avatar.text("small", limit: ChangeLimits.url),
                medium: try avatar.text("medium", limit: ChangeLimits.url),
                large: try avatar.text("large", limit: ChangeLimits.url)
            )
        )
        if let title = try fields.optionalString("blank_title", limit: ChangeLimits.line) { put.blankTitle = title }
        if let url = try fields.optionalString("photos_url", limit: ChangeLimits.url) {
            put.photosURL = url.hasSuffix("/") ? url : url + "/"
        }
        return put
    }

    static func personPut(_ fields: Parameters) throws(RPCFault) -> PersonPut {
        try refuseUnknown(
            fields,
            "id",
            "guid",
            "url",
            "first_name",
            "last_name",
            "image_url_small",
            "image_url_medium",
            "image_url",
            "bio",
            "location",
            "searchable",
            "nsfw",
            "tags",
            "public_key",
            "row_id",
            "replace_key"
        )
        var put = PersonPut(id: try fields.id("id"), guid: try fields.optionalGUID("guid"))
        put.url = try fields.stringField("url", limit: ChangeLimits.url)
        put.firstName = try fields.stringField("first_name", limit: ChangeLimits.name)
        put.lastName = try fields.stringField("last_name", limit: ChangeLimits.name)
        put.imageURLSmall = try fields.stringField("image_url_small", limit: ChangeLimits.url)
        put.imageURLMedium = try fields.stringField("image_url_medium", limit: ChangeLimits.url)
        put.imageURL = try fields.stringField("image_url", limit: ChangeLimits.url)
        put.bio = try fields.stringField("bio", limit: ChangeLimits.text)
        put.location = try fields.stringField("location", limit: ChangeLimits.line)
        put.isSearchable = try fields.boolField("searchable")
        put.isNSFW = try fields.boolField("nsfw")
        put.tags = try fields.stringsField("tags", length: ChangeLimits.tag, limit: ChangeLimits.profileTags)
        put.publicKey = try fields.stringField("public_key", limit: ChangeLimits.key)
        put.rowID = try fields.rowID()
        put.replaceKey = try fields.optionalBool("replace_key") ?? false
        return put
    }

    static func userPut(_ fields: Parameters) throws(RPCFault) -> UserPut {
        try refuseUnknown(fields, "id", "private_key", "community_spotlight")
        return UserPut(
            id: try fields.id("id"),
            privateKey: try fields.stringField("private_key", limit: ChangeLimits.key),
            communitySpotlight: try fields.boolField("community_spotlight")
        )
    }

    static func contactPut(_ fields: Parameters) throws(RPCFault) -> ContactPut {
        try refuseUnknown(fields, "user", "person", "sharing", "receiving", "aspects")
        return ContactPut(
            user: try fields.id("user"),
            person: try fields.id("person"),
            isSharing: try fields.bool("sharing"),
            isReceiving: try fields.bool("receiving"),
            aspects: try fields.aspects()
        )
    }

    static func entityPut(_ fields: Parameters) throws(RPCFault) -> EntityPut {
        try refuseUnknown(
            fields,
            "type",
            "data",
            "recipients",
            "aspects",
            "row_id",
            "created_at",
            "received_at",
            "interacted_at",
            "mentions",
            "relay",
            "services",
            "though_limited"
        )
        let data = try fields.object("data")
        let type = try EntityJSON.type(fields)
        return EntityPut(
            try EntityJSON.read(type, data: data, relay: try fields.optionalObject("relay")),
            recipients: try fields.optionalIDs("recipients", limit: ChangeLimits.people) ?? [],
            aspects: try fields.aspects(),
            rowID: try fields.rowID(),
            createdAt: try fields.optionalTime("created_at"),
            receivedAt: try fields.optionalTime("received_at"),
            interactedAt: try fields.optionalTime("interacted_at"),
            mentions: try fields.optionalIDs("mentions", limit: ChangeLimits.people),
            partRowIDs: try EntityJSON.partRowIDs(data),
            services: try fields.optionalStrings("services", length: ChangeLimits.service, limit: ChangeLimits.services)
                ?? [],
            thoughLimited: try fields.optionalBool("though_limited") ?? false
        )
    }
}
