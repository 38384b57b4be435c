/// A `reason` word that a method's faults can have, beside those of messages and parameters.
struct Reason: Sendable {
    /// `guid_taken`.
    let word: String
    /// What it means.
    let meaning: String

    init(_ word: String, _ meaning: String) {
        self.word = word
        self.meaning = meaning
    }

    // MARK: - Reading

    static let notFound = Reason("not_found", "Not there, or not for this viewer; or the viewer has no account here.")
    static let beyondLedger = Reason("beyond_ledger", "at_least is a number that the ledger never gave.")
    static let sinceGone = Reason("since_gone", "The change log does not go back to since.")
    static let syncGone = Reason("sync_gone", "The sync has ended, or another one began.")
    static let overtaken = Reason("overtaken", "What was told with a higher number took effect already.")
    static let notYet = Reason("not_yet", "at_least was not reached in time.")
    static let invalidQuery = Reason("invalid_query", "The query breaks the grammar or a limit; the detail says where.")
    static let notAbsolute = Reason("not_absolute", "A path that does not begin with a slash.")
    static let notWritable = Reason(
        "not_writable",
        "There is something at the path already, or nothing can be written."
    )
    static let notRetracted = Reason("not_retracted", "It is still there, or was never retracted here.")
    static let noPreview = Reason("no_preview", "The page cannot be fetched or read; the detail says why.")
    static let deadline = Reason("deadline", "deadline_ms is over; what the request writes may still happen.")

    // MARK: - Photos

    static let photoRetracted = Reason("target_retracted", "The photo was retracted.")
    static let media = [
        Reason("not_an_image", "The bytes begin like no known picture format."),
        Reason("unsupported", "A picture format that is not accepted."),
        Reason("too_many_bytes", "The file is too long."),
        Reason("too_many_pixels", "The header claims too many pixels."),
        Reason("too_many_frames", "The header claims too many frames."),
        Reason("too_much_memory", "Decoding would take too much memory."),
        Reason("corrupt", "The file is damaged."),
        Reason("worker_crashed", "Decoding the picture broke the process that was to do it."),
        Reason("worker_timed_out", "Decoding the picture took too long."),
        Reason("invalid", "No such picture can be made."),
    ]

    // MARK: - Other networks

    static let services = [
        Reason("services_off", "The engine has no key to encrypt credentials with."),
        Reason("invalid_credentials", "Not what that network's accounts need."),
        Reason("invalid_defaults", "A setting that the network does not have."),
        Reason("invalid_endpoint", "Not an address with https."),
        Reason("credentials_unreadable", "The credentials were encrypted with another key: put the service again."),
        Reason("unknown_service", "The user has no service of that name."),
        Reason("service_disabled", "The network does not trust the account any more: put the service again."),
        Reason("service_differs", "The service of that name is another network's."),
        Reason("account_taken", "The account there is connected already."),
        Reason("too_many_services", "The user has as many services as allowed."),
        Reason("post_limited", "The post is limited, and though_limited is not set."),
        Reason("not_own_post", "The post is somebody else's."),
        Reason("no_own_text", "A reshare is not posted elsewhere."),
    ]

    // MARK: - Writing

    /// Why an entity or an envelope is rejected.
    static let rejections = envelopes + entities + relations + services

    /// Why two documents about a person are rejected.
    static let discovery = [
        Reason("not_json", "The WebFinger document is not JSON."),
        Reason("not_html", "The hCard is not HTML."),
        Reason("too_large", "More bytes than allowed."),
        Reason("too_deep", "Elements or values nested too deep."),
        Reason("too_many_elements", "Too many elements or values."),
        Reason("too_many_attributes", "Too many attributes of an element."),
        Reason("missing_properties", "A document lacks what is needed."),
        Reason("invalid_properties", "A document has invalid values."),
        Reason("subject_mismatch", "The WebFinger document is about somebody else."),
        Reason("guid_taken", "The GUID is another person's."),
        Reason("account_closed", "The account is closed."),
    ]

    private static let envelopes = [
        Reason("not_xml", "Not well-formed XML."),
        Reason("doctype_refused", "The XML has a document type."),
        Reason("too_large", "More bytes than allowed."),
        Reason("too_deep", "Elements nested too deep."),
        Reason("too_many_elements", "Too many elements."),
        Reason("too_many_attributes", "Too many attributes of an element."),
        Reason("too_many_items", "Too many of one kind of nested entity."),
        Reason("invalid_envelope", "No magic envelope."),
        Reason("invalid_data_type", "A data type other than application/xml."),
        Reason("invalid_encoding", "An encoding other than base64url."),
        Reason("invalid_algorithm", "An algorithm other than RSA-SHA256."),
        Reason("invalid_base64", "Not strict base64url."),
        Reason("invalid_signature", "The signature is not the sender's over this payload."),
        Reason("key_unusable", "The person's key is null or cannot be used."),
        Reason("cryptography_failed", "The cryptographic library failed."),
        Reason("invalid_sender", "The sender may not send this entity."),
        Reason("missing_author_signature", "A relayable without its author's signature."),
        Reason("invalid_author_signature", "The author signature is not the author's over this entity."),
        Reason("parent_not_local", "What is subscribed to is not local."),
        Reason("not_public", "An entity that is not public came to the public endpoint."),
        Reason("recipient_unknown", "The recipient has no account here."),
        Reason("recipient_closed", "The recipient's account is closed."),
        Reason("recipient_mismatch", "A contact names another user than the one to whom it came."),
        Reason("recipient_required", "An entity that concerns one user came to the public endpoint."),
        Reason("private_key_missing", "The pod gave no private key of the recipient."),
        Reason("private_key_unusable", "The private key that the pod gave cannot be used."),
        Reason("decryption_failed", "The payload cannot be decrypted, for whatever reason."),
    ]

    private static let entities = [
        Reason("invalid_entity_name", "Not a name that an entity can have."),
        Reason("unknown_entity", "No entity that can be received."),
        Reason("missing_properties", "Properties are missing."),
        Reason("invalid_properties", "Properties have invalid values."),
        Reason("inconsistent_properties", "Properties contradict each other."),
        Reason("invalid_url", "Not a URL."),
        Reason("invalid_date", "Not a date."),
        Reason("invalid_text", "A text with a character that must not stand in it."),
        Reason("too_many", "A list with too many elements."),
        Reason("too_few", "A list with too few elements."),
        Reason("too_long", "A text of too many code points."),
        Reason("empty", "A text that must not be empty."),
        Reason("contradiction", "Properties that exclude each other."),
        Reason("incomplete_pair", "One of two properties that come together."),
        Reason("other_author", "A part names another author than its whole."),
        Reason("other_conversation", "A message of another conversation."),
        Reason("empty_post", "A post without text and photos."),
        Reason("empty_comment", "A comment without text."),
        Reason("empty_message", "A message without text."),
    ]

    private static let relations = [
        Reason("guid_taken", "The GUID is another author's or another kind's."),
        Reason("guid_differs", "The person has another GUID."),
        Reason("key_differs", "The person has another key, and replace_key is not set."),
        Reason("target_retracted", "What it refers to, or the entity itself, was retracted."),
        Reason("already_liked", "The person likes it already."),
        Reason("already_reshared", "The person reshared it already."),
        Reason("already_voted", "The person voted already."),
        Reason("unknown_answer", "The poll has no such answer."),
        Reason("account_closed", "The author's account is closed."),
        Reason("already_migrated", "The account has moved to another one before."),
        Reason("migration_in_circles", "The account that is moved to has moved here."),
        Reason("own_migration", "An account cannot move to itself."),
        Reason("no_contact", "A stranger begins a conversation with a user."),
        Reason("not_participating", "The message's author does not take part in the conversation."),
        Reason("unknown_guid", "Nothing of that type has this GUID."),
        Reason("author_ignored", "The post's author ignores this person."),
        Reason("root_not_public", "What is reshared is not public."),
        Reason("root_author_mismatch", "The reshared post is not by that person."),
        Reason("no_aspect", "A contact that receives, in no aspect."),
        Reason("unknown_aspect", "The user has no such aspect."),
        Reason("own_contact", "A contact with oneself."),
        Reason("no_tag", "Nothing of the text can be a tag."),
        Reason("tag_too_long", "The tag is too long."),
        Reason("ledger_full", "The ledger has no numbers left."),
    ]
}
