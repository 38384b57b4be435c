public import JSON
public import SocialModel

extension ChangeJSON {
    /// A change as `pod.apply` takes it.
    public static func write(_ change: Change) -> JSONObject {
        switch change {
        case .podPut(let put): write(put)
        case .personPut(let put): write(put)
        case .personClose(let person): op(.personClose, ("id", person.text))
        case .personMigrate(let from, let to): op(.personMigrate, ("from", from.text), ("to", to.text))
        case .userPut(let put): write(put)
        case .userDelete(let user): op(.userDelete, ("id", user.text))
        case .aspectPut(let user, let aspect, let name): aspectPut(user, aspect, name)
        case .aspectDelete(let user, let aspect): op(.aspectDelete, ("user", user.text), ("aspect", aspect))
        case .contactPut(let put): write(put)
        case .contactDelete(let user, let person): op(.contactDelete, ("user", user.text), ("person", person.text))
        case .blockPut(let user, let person): op(.blockPut, ("user", user.text), ("person", person.text))
        case .blockDelete(let user, let person): op(.blockDelete, ("user", user.text), ("person", person.text))
        case .hidePut(let user, let post): op(.hidePut, ("user", user.text), ("post", post.text))
        case .hideDelete(let user, let post): op(.hideDelete, ("user", user.text), ("post", post.text))
        case .tagFollowingPut(let user, let tag): op(.tagFollowingPut, ("user", user.text), ("tag", tag))
        case .tagFollowingDelete(let user, let tag): op(.tagFollowingDelete, ("user", user.text), ("tag", tag))
        case .savedStreamPut(let user, let name, let query):
            op(.savedStreamPut, ("user", user.text), ("name", name), ("query", query))
        case .savedStreamDelete(let user, let name): op(.savedStreamDelete, ("user", user.text), ("name", name))
        case .participationPut(let person, let post, let count):
            op(.participationPut, ("person", person.text), ("post", post.text)).with("count", .integer(Int64(count)))
        case .participationDelete(let person, let post):
            op(.participationDelete, ("person", person.text), ("post", post.text))
        case .visibilityPut(let user, let type, let guid, let isHidden):
            op(.visibilityPut, ("user", user.text), ("type", type.rawValue), ("guid", guid.text))
                .with("hidden", .bool(isHidden))
        case .visibilityDelete(let user, let type, let guid):
            op(.visibilityDelete, ("user", user.text), ("type", type.rawValue), ("guid", guid.text))
        case .previewPut(let put):
            op(.previewPut, ("post", put.post.text)).with("o_embed", .json(put.oEmbed))
                .with("open_graph", .json(put.openGraph))
        case .rowIDPut(let type, let guid, let rowID):
            op(.rowIDPut, ("type", type.rawValue), ("guid", guid.text)).with("row_id", .integer(rowID))
        case .spotlightPut(let person): op(.spotlightPut, ("person", person.text))
        case .spotlightDelete(let person): op(.spotlightDelete, ("person", person.text))
        case .entity(let put): write(put)
        }
    }

    private static func op(_ op: ChangeOp, _ texts: (String, String)...) -> JSONObject {
        var object: JSONObject = ["op": .string(op.rawValue)]
        for (name, text) in texts { object[name] = .string(text) }
        return object
    }

    private static func aspectPut(_ user: DiasporaID, _ aspect: String, _ name: String?) -> JSONObject {
        var object = op(.aspectPut, ("user", user.text), ("aspect", aspect))
        object["name"] = .text(name)
        return object
    }

    private static func write(_ put: PodPut) -> JSONObject {
        var object = op(.podPut, ("url", put.url))
        let avatar = put.defaultAvatar
        object["default_avatar"] = [
            "small": .string(avatar.small), "medium": .string(avatar.medium), "large": .string(avatar.large),
        ]
        object["blank_title"] = .string(put.blankTitle)
        object["photos_url"] = put.photosURL.map { .string($0) }
        return object
    }

    private static func write(_ put: PersonPut) -> JSONObject {
        var object = op(.personPut, ("id", put.id.text))
        object["guid"] = .guid(put.guid)
        object["url"] = .field(put.url)
        object["first_name"] = .field(put.firstName)
        object["last_name"] = .field(put.lastName)
        object["image_url_small"] = .field(put.imageURLSmall)
        object["image_url_medium"] = .field(put.imageURLMedium)
        object["image_url"] = .field(put.imageURL)
        object["bio"] = .field(put.bio)
        object["location"] = .field(put.location)
        object["searchable"] = .field(put.isSearchable)
        object["nsfw"] = .field(put.isNSFW)
        object["tags"] =
            switch put.tags {
            case .unchanged: nil
            case .cleared: .null
            case .set(let tags): .array(tags.map { .string($0) })
            }
        object["public_key"] = .field(put.publicKey)
        object["row_id"] = .row(put.rowID)
        if put.replaceKey { object["replace_key"] = true }
        return object
    }

    private static func write(_ put: UserPut) -> JSONObject {
        var object = op(.userPut, ("id", put.id.text))
        object["private_key"] = .field(put.privateKey)
        object["community_spotlight"] = .field(put.communitySpotlight)
        return object
    }

    private static func write(_ put: ContactPut) -> JSONObject {
        var object = op(.contactPut, ("user", put.user.text), ("person", put.person.text))
        object["sharing"] = .bool(put.isSharing)
        object["receiving"] = .bool(put.isReceiving)
        object["aspects"] = .array(put.aspects.map { .string($0) })
        return object
    }

    private static func write(_ put: EntityPut) -> JSONObject {
        var object = op(.entity, ("type", put.entity.type.rawValue))
        object["data"] = .object(EntityJSON.write(put.entity, rows: put.partRowIDs))
        if !put.recipients.isEmpty { object["recipients"] = .array(put.recipients.map { .string($0.text) }) }
        if !put.aspects.isEmpty { object["aspects"] = .array(put.aspects.map { .string($0) }) }
        object["row_id"] = .row(put.rowID)
        object["created_at"] = .time(put.createdAt)
        object["received_at"] = .time(put.receivedAt)
        object["interacted_at"] = .time(put.interactedAt)
        object["mentions"] = put.mentions.map { .array($0.map { .string($0.text) }) }
        if !put.services.isEmpty { object["services"] = .array(put.services.map { .string($0) }) }
        if put.thoughLimited { object["though_limited"] = true }
        object["relay"] = EntityJSON.relay(of: put.entity).map { .object($0) }
        return object
    }
}

extension JSONObject {
    fileprivate func with(_ name: String, _ value: JSONValue?) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}

extension JSONValue {
    /// Absent, null or the object of which this is the JSON.
    fileprivate static func json(_ field: Field<String>) -> JSONValue? {
        switch field {
        case .unchanged: nil
        case .cleared: .null
        case .set(let text): (try? JSONParser.parse(text)) ?? .null
        }
    }

    /// Absent, null or the text.
    fileprivate static func field(_ field: Field<String>) -> JSONValue? {
        switch field {
        case .unchanged: nil
        case .cleared: .null
        case .set(let text): .string(text)
        }
    }

    /// Absent, null or the truth value.
    fileprivate static func field(_ field: Field<Bool>) -> JSONValue? {
        switch field {
        case .unchanged: nil
        case .cleared: .null
        case .set(let flag): .bool(flag)
        }
    }
}
