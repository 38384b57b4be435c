import GRDB
import SocialModel

/// Conversations and their messages, kept and counted for each who takes part; no stream or search shows them.
extension Applier {
    func putConversation(_ conversation: Conversation, _ put: EntityPut, from origin: Origin) throws -> Bool {
        let author = try openAccount(conversation.author)
        if let known = try row("SELECT author FROM conversations WHERE guid = ?", [conversation.guid]) {
            guard known[0] as UInt32 == author.value else { throw Refusal.guidTaken(conversation.guid) }
            wasKnown = true
            return false
        }
        if try isRetracted(.conversation, conversation.guid, by: author) { return false }
        let participants = try conversation.participants.map { try person($0) }
        if case .federation = origin { try checkContacts(participants, author, conversation.author) }
        let created = conversation.createdAt ?? put.createdAt ?? put.receivedAt ?? receivedAt
        try run(
            "INSERT INTO conversations (guid, author, subject, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
            [conversation.guid, author.value, conversation.subject, created, created]
        )
        let number = db.lastInsertedRowID
        for participant in participants {
            try run(
                "INSERT OR IGNORE INTO conversation_visibilities (conversation, person, unread) VALUES (?, ?, 0)",
                [number, participant.value]
            )
        }
        for message in conversation.messages { _ = try insert(message, author, in: number, put) }
        note(.conversation, conversation.guid)
        return true
    }

    func putMessage(_ message: Message, _ put: EntityPut) throws -> Bool {
        let author = try person(message.author)
        if let known = try row("SELECT author FROM messages WHERE guid = ?", [message.guid]) {
            guard known[0] as UInt32 == author.value else { throw Refusal.guidTaken(message.guid) }
            wasKnown = true
            return false
        }
        let found = try row("SELECT number FROM conversations WHERE guid = ?", [message.conversationGUID])
        guard let found else {
            if try isRetracted(.conversation, message.conversationGUID) {
                throw Refusal.targetRetracted(.conversation, message.conversationGUID)
            }
            throw Unmet(
                need: .entity(type: .conversation, guid: message.conversationGUID, author: message.author)
            )
        }
        return try insert(message, author, in: found[0], put)
    }

    private func insert(
        _ message: Message,
        _ author: PersonNumber,
        in conversation: Int64,
        _ put: EntityPut
    ) throws -> Bool {
        let takesPart = try row(
            "SELECT 1 FROM conversation_visibilities WHERE conversation = ? AND person = ?",
            [conversation, author.value]
        )
        guard takesPart != nil else {
            throw Refusal("not_participating", "\(message.author) does not take part in this conversation.")
        }
        guard !message.text.trimmingWhitespace.isEmpty else {
            throw Refusal("empty_message", "A message needs text.")
        }
        let created = message.createdAt ?? put.createdAt ?? put.receivedAt ?? receivedAt
        try run(
            "INSERT OR IGNORE INTO messages (guid, conversation, author, created_at, text) VALUES (?, ?, ?, ?, ?)",
            [message.guid, conversation, author.value, created, message.text]
        )
        guard touched > 0 else { throw Refusal.guidTaken(message.guid) }
        try run(
            "UPDATE conversations SET updated_at = max(updated_at, ?) WHERE number = ?",
            [created, conversation]
        )
        // Only users read here; what is new to others is their pods' business.
        try run(
            """
            UPDATE conversation_visibilities SET unread = unread + 1
              WHERE conversation = ? AND person <> ? AND person IN (SELECT person FROM users)
            """,
            [conversation, author.value]
        )
        return true
    }

    /// A stranger cannot write to users: each has to have a contact with the author, of either direction (protocol §15).
    private func checkContacts(_ participants: [PersonNumber], _ author: PersonNumber, _ id: DiasporaID) throws {
        for participant in participants where participant != author {
            guard let user = try account(of: participant) else { continue }
            let contact = try row("SELECT 1 FROM contacts WHERE user = ? AND person = ?", [user.value, author.value])
            guard contact != nil else {
                throw Refusal("no_contact", "\(id) writes to a user who has no contact with that person.")
            }
        }
    }

    func eraseConversation(_ number: Int64, _ guid: GUID, _ author: PersonNumber) throws {
        for message in try rows("SELECT guid FROM messages WHERE conversation = ?", [number]) {
            try run("DELETE FROM changes WHERE guid = ?", [message[0] as GUID?])
        }
        try run("DELETE FROM messages WHERE conversation = ?", [number])
        try run("DELETE FROM conversation_visibilities WHERE conversation = ?", [number])
        try run("DELETE FROM conversations WHERE number = ?", [number])
        try bury(.conversation, guid, author)
    }
}
