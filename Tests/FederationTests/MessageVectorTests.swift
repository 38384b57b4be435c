import Testing

@testable import Federation
@testable import SocialModel

/// All messages that diaspora*'s own library received, received by us.
@Suite struct MessageVectorTests {
    /// How many cases there are of each file: fewer means that the vectors were not found.
    static let counts = [
        "public": 134, "relayable": 147, "envelope": 100, "invalid": 135, "hardening": 14, "private": 62,
    ]

    @Test(arguments: counts.keys.sorted())
    func areJudgedAsTheReferenceOrPolicySays(_ file: String) throws {
        let vectors = Vector.all(file)
        #expect(vectors.count == Self.counts[file])
        var accepted = 0
        for vector in vectors {
            var pod = VectorPod(vector)
            let outcome = Result { () throws(VectorRefusal) in try pod.receive(vector) }
            switch outcome {
            case .success(let received):
                accepted += 1
                #expect(allowsAccepting(vector), "\(vector.id) was accepted")
                compare(received, vector)
            case .failure(let refusal):
                #expect(allowsRefusing(vector), "\(vector.id) was refused: \(refusal)")
                expectReason(refusal, vector)
            }
        }
        print("\(file): \(vectors.count) vectors ran, \(accepted) accepted, \(vectors.count - accepted) refused")
    }

    @Test func exceptionsNameVectorsThatExist() {
        let ids = Self.counts.keys.flatMap { Vector.all($0).map(\.id) }
        for key in VectorExceptions.refused.keys {
            #expect(ids.contains { key.hasSuffix("/") ? $0.hasPrefix(key) : $0 == key }, "\(key)")
        }
        for key in VectorExceptions.otherValues.keys { #expect(ids.contains(key), "\(key)") }
        for key in VectorExceptions.otherReasons.keys { #expect(ids.contains(key), "\(key)") }
    }

    private func allowsAccepting(_ vector: Vector) -> Bool {
        switch vector.recommended {
        case "accept", "accept or reject": true
        case .some: false
        case nil: vector.accepts && !VectorExceptions.refuses(vector.id)
        }
    }

    private func allowsRefusing(_ vector: Vector) -> Bool {
        switch vector.recommended {
        case "accept": false
        case .some: true
        case nil: !vector.accepts || VectorExceptions.refuses(vector.id)
        }
    }

    /// The words that fit the error of the reference; of the other errors it makes no difference to us.
    private static let reasons: [String: Set<String>] = [
        "InvalidSender": ["invalid_sender"],
        "NotPublic": ["not_public"],
        "InvalidEnvelope": ["invalid_envelope", "doctype_refused"],
        "InvalidEncoding": ["invalid_encoding"],
        "InvalidAlgorithm": ["invalid_algorithm"],
        "InvalidDataType": ["invalid_data_type"],
        "InvalidSignature": ["invalid_signature"],
        "InvalidEntityName": ["invalid_entity_name"],
        "UnknownEntity": ["unknown_entity"],
        "PublicKeyNotFound": ["key_unusable"],
        "ParentNotLocal": ["parent_not_local"],
        "SignatureVerificationFailed": ["missing_author_signature", "invalid_author_signature"],
        "ValidationError": [
            "missing_properties", "invalid_properties", "inconsistent_properties", "root_author_mismatch",
        ],
    ]

    private func expectReason(_ refusal: VectorRefusal, _ vector: Vector) {
        guard !vector.accepts, !VectorExceptions.refuses(vector.id),
            case .federation(let error) = refusal,
            let name = vector.string("error_class")?.split(separator: ":").last,
            let words = VectorExceptions.otherReasons[vector.id].map({ [$0] }) ?? Self.reasons[String(name)]
        else { return }
        #expect(words.contains(error.reason), "\(vector.id): \(name), here \(error.reason)")
    }

    private func compare(_ received: ReceivedEntity, _ vector: Vector) {
        guard vector.accepts, let parsed = vector.object("parsed") else { return }
        let differences = PlainValues(received.entity).differences(from: parsed)
        if VectorExceptions.otherValues[vector.id] != nil {
            #expect(!differences.isEmpty, "\(vector.id) has the reference's values and is no exception")
            return
        }
        #expect(differences.isEmpty, "\(vector.id): \(differences)")
        if let base = vector.string("author_signature_base") {
            #expect(received.proof.map { String(decoding: $0.base, as: UTF8.self) } == base, "\(vector.id)")
        }
        let relay = received.entity.relay
        if let order = vector.list("signature_order") as? [String] { #expect(relay?.order == order, "\(vector.id)") }
        if let additional = vector.object("additional_data") as? [String: String] {
            #expect(relay?.additionalData == additional, "\(vector.id)")
        }
        compareWritten(received.entity, vector, parsed)
    }

    private func compareWritten(_ entity: Entity, _ vector: Vector, _ parsed: [String: Any]) {
        // What is dropped cannot be written again.
        guard !(parsed["event"] is [String: Any]), !(parsed["embed"] is [String: Any]) else { return }
        var entity = entity
        // The signature of the root's author is not passed on, though the order is.
        if var relay = entity.relay, vector["author_signature_checked"] as? Bool == false {
            relay.authorSignature = nil
            entity = entity.with(relay: relay)
        }
        if let expected = vector.string("reserialized_xml") {
            #expect(EntityWriter.xml(entity) == expected, "\(vector.id)")
        }
    }
}
