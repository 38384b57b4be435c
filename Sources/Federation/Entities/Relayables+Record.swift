import SocialModel

extension Comment {
    init(_ record: Record, relay: RelayData?) throws(FederationError) {
        self.init(
            author: try record.required(record.person("author"), "author"),
            guid: try record.required(record.guid("guid"), "guid"),
            parentGUID: try record.required(record.guid("parent_guid"), "parent_guid"),
            text: try record.required(record.string("text"), "text"),
            createdAt: record.timestamp("created_at"),
            editedAt: record.timestamp("edited_at"),
            relay: relay
        )
    }

    var record: Record {
        Record(
            .comment,
            [
                "author": .person(author),
                "guid": .guid(guid),
                "parent_guid": .guid(parentGUID),
                "text": .string(text),
                "created_at": createdAt.map(Record.Value.timestamp),
                "edited_at": editedAt.map(Record.Value.timestamp),
            ]
        )
    }
}

extension Like {
    init(_ record: Record, relay: RelayData?) throws(FederationError) {
        let parentType = record.string("parent_type").flatMap(LikeTarget.init(rawValue:))
        self.init(
            author: try record.required(record.person("author"), "author"),
            guid: try record.required(record.guid("guid"), "guid"),
            parentGUID: try record.required(record.guid("parent_guid"), "parent_guid"),
            parentType: try record.required(parentType, "parent_type"),
            isPositive: try record.required(record.boolean("positive"), "positive"),
            relay: relay
        )
    }

    var record: Record {
        Record(
            .like,
            [
                "author": .person(author),
                "guid": .guid(guid),
                "parent_guid": .guid(parentGUID),
                "parent_type": .string(parentType.rawValue),
                "positive": .boolean(isPositive),
            ]
        )
    }
}

extension PollParticipation {
    init(_ record: Record, relay: RelayData?) throws(FederationError) {
        self.init(
            author: try record.required(record.person("author"), "author"),
            guid: try record.required(record.guid("guid"), "guid"),
            parentGUID: try record.required(record.guid("parent_guid"), "parent_guid"),
            answerGUID: try record.required(record.guid("poll_answer_guid"), "poll_answer_guid"),
            relay: relay
        )
    }

    var record: Record {
        Record(
            .pollParticipation,
            [
                "author": .person(author),
                "guid": .guid(guid),
                "parent_guid": .guid(parentGUID),
                "poll_answer_guid": .guid(answerGUID),
            ]
        )
    }
}
