import SocialModel

extension Retraction {
    init(_ record: Record) throws(FederationError) {
        let type = try record.required(record.string("target_type"), "target_type")
        guard let targetType = RetractionTarget(rawValue: type) else { throw .unknownEntity(type) }
        self.init(
            author: try record.required(record.person("author"), "author"),
            targetGUID: try record.required(record.guid("target_guid"), "target_guid"),
            targetType: targetType
        )
    }

    var record: Record {
        Record(
            .retraction,
            [
                "author": .person(author),
                "target_guid": .guid(targetGUID),
                "target_type": .string(targetType.rawValue),
            ]
        )
    }
}

extension AccountDeletion {
    init(_ record: Record) throws(FederationError) {
        self.init(author: try record.required(record.person("author"), "author"))
    }

    var record: Record { Record(.accountDeletion, ["author": .person(author)]) }
}

extension AccountMigration {
    init(_ record: Record) throws(FederationError) {
        let author = try record.required(record.person("author"), "author")
        let profile = try Profile(try record.required(record.record("profile"), "profile"))
        self.init(
            author: author,
            profile: profile,
            signature: record.string("signature"),
            // An author who is not the new identity is the old one, whatever is said of it.
            oldIdentity: author == profile.author ? record.person("old_identity") : author,
            remotePhotoPath: record.string("remote_photo_path")
        )
    }

    var record: Record {
        Record(
            .accountMigration,
            [
                "author": .person(author),
                "profile": .record(profile.record),
                "signature": signature.map(Record.Value.string),
                "old_identity": oldIdentity.map(Record.Value.person),
                "remote_photo_path": remotePhotoPath.map(Record.Value.string),
            ]
        )
    }
}
