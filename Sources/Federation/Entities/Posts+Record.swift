import SocialModel

extension StatusMessage {
    init(_ record: Record) throws(FederationError) {
        var photos: [Photo] = []
        for photo in record.list("photo") { photos.append(try Photo(photo)) }
        self.init(
            author: try record.required(record.person("author"), "author"),
            guid: try record.required(record.guid("guid"), "guid"),
            createdAt: record.timestamp("created_at"),
            isPublic: try record.required(record.boolean("public"), "public"),
            text: record.string("text"),
            providerDisplayName: record.string("provider_display_name"),
            editedAt: record.timestamp("edited_at"),
            photos: photos
        )
        if let location = record.record("location") { self.location = try Location(location) }
        if let poll = record.record("poll") { self.poll = try Poll(poll) }
    }

    var record: Record {
        Record(
            .statusMessage,
            [
                "author": .person(author),
                "guid": .guid(guid),
                "created_at": createdAt.map(Record.Value.timestamp),
                "public": .boolean(isPublic),
                "provider_display_name": providerDisplayName.map(Record.Value.string),
                "text": text.map(Record.Value.string),
                "edited_at": editedAt.map(Record.Value.timestamp),
                "photo": .list(photos.map(\.record)),
                "location": location.map { .record($0.record) },
                "poll": poll.map { .record($0.record) },
            ]
        )
    }
}

extension Photo {
    init(_ record: Record) throws(FederationError) {
        self.init(
            guid: try record.required(record.guid("guid"), "guid"),
            author: try record.required(record.person("author"), "author"),
            isPublic: try record.required(record.boolean("public"), "public"),
            createdAt: record.timestamp("created_at"),
            editedAt: record.timestamp("edited_at"),
            remotePath: try record.required(record.string("remote_photo_path"), "remote_photo_path"),
            remoteName: try record.required(record.string("remote_photo_name"), "remote_photo_name"),
            text: record.string("text"),
            statusMessageGUID: record.guid("status_message_guid"),
            height: record.integer("height"),
            width: record.integer("width")
        )
    }

    var record: Record {
        Record(
            .photo,
            [
                "guid": .guid(guid),
                "author": .person(author),
                "public": .boolean(isPublic),
                "created_at": createdAt.map(Record.Value.timestamp),
                "edited_at": editedAt.map(Record.Value.timestamp),
                "remote_photo_path": .string(remotePath),
                "remote_photo_name": .string(remoteName),
                "text": text.map(Record.Value.string),
                "status_message_guid": statusMessageGUID.map(Record.Value.guid),
                "height": height.map(Record.Value.integer),
                "width": width.map(Record.Value.integer),
            ]
        )
    }
}

extension Location {
    init(_ record: Record) throws(FederationError) {
        self.init(
            address: record.string("address"),
            latitude: try record.required(record.string("lat"), "lat"),
            longitude: try record.required(record.string("lng"), "lng")
        )
    }

    var record: Record {
        Record(
            .location,
            [
                "address": address.map(Record.Value.string), "lat": .string(latitude), "lng": .string(longitude),
            ]
        )
    }
}

extension Poll {
    init(_ record: Record) throws(FederationError) {
        var answers: [PollAnswer] = []
        for answer in record.list("poll_answer") {
            answers.append(
                PollAnswer(
                    guid: try answer.required(answer.guid("guid"), "guid"),
                    answer: try answer.required(answer.string("answer"), "answer")
                )
            )
        }
        self.init(
            guid: try record.required(record.guid("guid"), "guid"),
            question: try record.required(record.string("question"), "question"),
            answers: answers
        )
    }

    var record: Record {
        let answers = answers.map { Record(.pollAnswer, ["guid": .guid($0.guid), "answer": .string($0.answer)]) }
        return Record(.poll, ["guid": .guid(guid), "question": .string(question), "poll_answer": .list(answers)])
    }
}

extension Reshare {
    init(_ record: Record) throws(FederationError) {
        self.init(
            author: try record.required(record.person("author"), "author"),
            guid: try record.required(record.guid("guid"), "guid"),
            createdAt: record.timestamp("created_at")
        )
        if let author = record.person("root_author"), let guid = record.guid("root_guid") {
            root = Root(author: author, guid: guid)
        }
    }

    var record: Record {
        Record(
            .reshare,
            [
                "author": .person(author),
                "guid": .guid(guid),
                "created_at": createdAt.map(Record.Value.timestamp),
                "root_author": root.map { .person($0.author) },
                "root_guid": root.map { .guid($0.guid) },
            ]
        )
    }
}
