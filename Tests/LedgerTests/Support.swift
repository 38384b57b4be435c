import Federation
import SocialModel

/// Relayables as their authors' pods sign them.
enum AuthorSigned {
    static func by(_ author: DiasporaID, _ entity: Entity) throws -> Entity {
        try AuthorSignature.sign(entity, key: Keys.of(author))
    }
}
