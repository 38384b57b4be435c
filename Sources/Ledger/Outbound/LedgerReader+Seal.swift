import Federation
import Foundation
import GRDB
public import SocialModel

extension LedgerReader {
    /// Builds and signs the envelope of something that a user says, or of what is relayed for one (protocol §13).
    ///
    /// A comment, like or vote on a local post is sent by the post's author, on another one by its own; by a local
    /// author who is not the root's it is signed too. What is relayed goes on byte for byte as its author signed it.
    ///
    /// - Parameters:
    ///   - outbound: What is said.
    ///   - sender: Who sends a retraction, if not its author.
    ///   - recipients: For whom it is encrypted, besides.
    /// - Throws: ``LedgerError/refused(_:)`` where a key, the sender's account or what is referred to is missing.
    public func seal(
        _ outbound: OutboundEntity,
        sender: DiasporaID? = nil,
        recipients: [DiasporaID] = []
    ) throws(LedgerError) -> SealedEntity {
        do {
            return try queue.unsafeRead { db in
                let desk = SealingDesk(db: db)
                let (payload, author) = try desk.payload(of: outbound)
                let sender = sender ?? author
                let envelope = try MagicEnvelope.seal(payload: payload, sender: sender, key: desk.privateKey(sender))
                return SealedEntity(
                    sender: sender,
                    envelope: envelope,
                    payloads: try recipients.map { recipient in
                        let json = try PrivatePayload.seal(envelope, for: desk.publicKey(recipient))
                        return SealedEntity.Payload(recipient: recipient, json: json)
                    }
                )
            }
        } catch let refusal as Refusal { throw .refused(refusal) } catch let error as FederationError {
            throw .refused(Refusal(error))
        } catch { throw .storage(detail: "\(error)") }
    }
}

private struct SealingDesk {
    let db: Database

    /// What is sealed, and who sends it unless somebody else is named.
    func payload(of outbound: OutboundEntity) throws -> (payload: [UInt8], sender: DiasporaID) {
        switch outbound {
        case .stored(let type, let guid): return try relayed(type, guid)
        case .entity(let entity):
            guard let root = try root(of: entity) else { return (EntityWriter.bytes(entity), entity.author) }
            let rootAuthor = try id(root.author)
            let isLocal =
                try Row.fetchOne(db, sql: "SELECT 1 FROM users WHERE person = ?", arguments: [root.author]) != nil
            let signed =
                entity.author == rootAuthor
                ? entity : try AuthorSignature.sign(entity, key: privateKey(entity.author))
            return (EntityWriter.bytes(signed), isLocal ? rootAuthor : entity.author)
        }
    }

    /// Something that came for a local post, as its author signed it.
    private func relayed(_ type: OutboundEntity.LikeOrComment, _ guid: GUID) throws -> ([UInt8], DiasporaID) {
        let root =
            switch type {
            case .comment: try OutboundRoot.comment(guid, db)
            case .like: try OutboundRoot.like(guid, db)
            case .pollParticipation: try OutboundRoot.vote(guid, db)
            }
        let payload = try Data.fetchOne(db, sql: "SELECT payload FROM relays WHERE guid = ?", arguments: [guid])
        guard let root, let payload else {
            throw Refusal("unknown_guid", "There is no \(type.rawValue) \(guid) here that is to be relayed.")
        }
        return (Array(payload), try id(root.author))
    }

    /// The post at the root of a relayable; nil for anything else.
    private func root(of entity: Entity) throws -> OutboundRoot? {
        let (root, guid): (OutboundRoot?, GUID)
        switch entity {
        case .comment(let comment): (root, guid) = (try OutboundRoot.post(comment.parentGUID, db), comment.parentGUID)
        case .like(let like):
            guid = like.parentGUID
            root =
                like.parentType == .post ? try OutboundRoot.post(guid, db) : try OutboundRoot.comment(guid, db)
        case .pollParticipation(let vote): (root, guid) = (try OutboundRoot.poll(vote.parentGUID, db), vote.parentGUID)
        default: return nil
        }
        guard let root else { throw Refusal("unknown_guid", "There is nothing here with the GUID \(guid).") }
        return root
    }

    // MARK: - Keys

    func privateKey(_ id: DiasporaID) throws -> PrivateKey {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT private_key FROM users JOIN people ON people.number = person WHERE id = ?",
            arguments: [id]
        )
        guard let row else { throw Refusal("sender_unknown", "\(id) has no account here, and cannot sign.") }
        guard let pem = row[0] as String? else {
            throw Refusal("private_key_missing", "The pod gave no private key of \(id) to sign with.")
        }
        return try PrivateKey(pem: pem)
    }

    func publicKey(_ id: DiasporaID) throws -> PublicKey {
        let row = try Row.fetchOne(db, sql: "SELECT key_state, key FROM people WHERE id = ?", arguments: [id])
        guard case .given(let pem) = PublicKeyState(row) else { throw Refusal.keyUnusable(of: id) }
        return try PublicKey(pem: pem)
    }

    private func id(_ person: UInt32) throws -> DiasporaID {
        guard let id = try DiasporaID.fetchOne(db, sql: "SELECT id FROM people WHERE number = ?", arguments: [person])
        else { throw LedgerError.storage(detail: "the person \(person) has no row") }
        return id
    }
}
