import SocialModel

extension Conversation {
    init(_ record: Record) throws(FederationError) {
        var participants: [DiasporaID] = []
        for text in Rule.people(in: record.string("participants") ?? "") {
            // The rule of the list does not limit the length of an ID, but an ID does.
            participants.append(try record.required(DiasporaID(text), "participants"))
        }
        var messages: [Message] = []
        for message in record.list("message") { messages.append(try Message(message)) }
        self.init(
            author: try record.required(record.person("author"), "author"),
            guid: try record.required(record.guid("guid"), "guid"),
            subject: try record.required(record.string("subject"), "subject"),
            createdAt: record.timestamp("created_at"),
            participants: participants,
            messages: messages
        )
    }

    var record: Record {
        Record(
            .conversation,
            [
                "author": .person(author),
                "guid": .guid(guid),
                "subject": .string(subject),
                "created_at": createdAt.map(Record.Value.timestamp),
                "participants": .string(participants.map(\.text).joined(separator: ";")),
                "message": .list(messages.map(\.record)),
            ]
        )
    }
}

extension Message {
    init(_ record: Record) throws(FederationError) {
        self.init(
            author: try record.required(record.person("author"), "author"),
            guid: try record.required(record.guid("guid"), "guid"),
            text: try record.required(record.string("text"), "text"),
            createdAt: record.timestamp("created_at"),
            editedAt: record.timestamp("edited_at"),
            conversationGUID: try record.required(record.guid("conversation_guid"), "conversation_guid")
        )
    }

    var record: Record {
        Record(
            .message,
            [
                "author": .person(author),
                "guid": .guid(guid),
                "text": .string(text),
                "created_at": createdAt.map(Record.Value.timestamp),
                "edited_at": editedAt.map(Record.Value.timestamp),
                "conversation_guid": .guid(conversationGUID),
            ]
        )
    }
}
