import SocialModel

extension FederationError {
    /// The stable word for programs: `invalid_signature`.
    public var reason: String {
        switch self {
        case .notXML: "not_xml"
        case .notJSON: "not_json"
        case .notHTML: "not_html"
        case .doctypeRefused: "doctype_refused"
        case .tooLarge: "too_large"
        case .tooDeep: "too_deep"
        case .tooManyElements: "too_many_elements"
        case .tooManyAttributes: "too_many_attributes"
        case .tooManyItems: "too_many_items"
        case .invalidEnvelope: "invalid_envelope"
        case .invalidDataType: "invalid_data_type"
        case .invalidEncoding: "invalid_encoding"
        case .invalidAlgorithm: "invalid_algorithm"
        case .invalidBase64: "invalid_base64"
        case .invalidSignature: "invalid_signature"
        case .decryptionFailed: "decryption_failed"
        case .subjectMismatch: "subject_mismatch"
        case .keyUnusable: "key_unusable"
        case .cryptographyFailed: "cryptography_failed"
        case .invalidEntityName: "invalid_entity_name"
        case .unknownEntity: "unknown_entity"
        case .missingProperties: "missing_properties"
        case .invalidProperties: "invalid_properties"
        case .inconsistentProperties: "inconsistent_properties"
        case .missingAuthorSignature: "missing_author_signature"
        case .invalidAuthorSignature: "invalid_author_signature"
        case .invalidSender: "invalid_sender"
        case .recipientMismatch: "recipient_mismatch"
        case .notPublic: "not_public"
        case .rootAuthorMismatch: "root_author_mismatch"
        case .parentNotLocal: "parent_not_local"
        }
    }

    /// One sentence for a human.
    public var detail: String {
        switch self {
        case .notXML: "The bytes are not well-formed XML in UTF-8 or UTF-16."
        case .notJSON: "The bytes are not JSON in UTF-8."
        case .notHTML: "The bytes are not HTML in UTF-8."
        case .doctypeRefused: "The XML has a document type, which is refused."
        case .tooLarge(let limit): "There are more than \(limit) bytes."
        case .tooDeep(let limit): "Elements are nested more than \(limit) deep."
        case .tooManyElements(let limit): "There are more than \(limit) elements."
        case .tooManyAttributes(let limit): "An element has more than \(limit) attributes."
        case .tooManyItems(let name, let limit): "There are more than \(limit) of \(name)."
        case .invalidEnvelope(let fault): "This is no Magic Envelope: \(fault.detail)."
        case .invalidDataType(let type): "The data type is \(Self.quoted(type)), not \"application/xml\"."
        case .invalidEncoding(let encoding): "The encoding is \(Self.quoted(encoding)), not \"base64url\"."
        case .invalidAlgorithm(let algorithm): "The algorithm is \(Self.quoted(algorithm)), not \"RSA-SHA256\"."
        case .invalidBase64(let name): "The text of \(name) is not strict base64url."
        case .invalidSignature(let sender): "The signature is not \(sender)'s over this payload."
        case .decryptionFailed: "The private payload cannot be decrypted."
        case .subjectMismatch(let asked, let found): "The document is about \(Self.quoted(found)), not \(asked)."
        case .keyUnusable(let fault): "The key is unusable: \(fault.detail)."
        case .cryptographyFailed(let operation): "The cryptographic library could not \(operation)."
        case .invalidEntityName(let name): "\(Self.quoted(name)) cannot be an entity's name."
        case .unknownEntity(let name): "\(Self.quoted(name)) is no entity that can be received."
        case .missingProperties(let entity, let names):
            "A \(entity) lacks \(names.joined(separator: ", "))."
        case .invalidProperties(let entity, let names):
            "A \(entity) has invalid values for \(names.joined(separator: ", "))."
        case .inconsistentProperties(let entity, let how): "A \(entity) contradicts itself: \(how.rawValue)."
        case .missingAuthorSignature(let author): "There is no signature by the author \(author)."
        case .invalidAuthorSignature(let author): "The author signature is not \(author)'s over this entity."
        case .invalidSender(let sender): "\(sender) may not send this entity."
        case .recipientMismatch(let recipient): "The contact is meant for \(recipient), not for this user."
        case .notPublic(let type): "A \(type.rawValue) that is not public came to the public endpoint."
        case .rootAuthorMismatch(let claimed): "The reshared post is not by \(claimed)."
        case .parentNotLocal: "The post that is subscribed to is not local."
        }
    }

    /// Another pod's text, cut.
    private static func quoted(_ text: String?) -> String { text?.quoted ?? "missing" }
}

extension EnvelopeFault {
    var detail: String {
        switch self {
        case .root: "the root element is not env"
        case .missing(let name): "\(name) is missing"
        case .empty(let name): "\(name) is empty"
        case .repeated(let name): "\(name) is there twice"
        case .senderNotAnID: "key_id is no diaspora* ID"
        }
    }
}

extension KeyFault {
    var detail: String {
        switch self {
        case .notPEM: "it is no PEM of a key"
        case .notRSA: "it is no RSA key"
        case .bits(let bits): "it has \(bits) bits instead of 1,024 to 8,192"
        }
    }
}
