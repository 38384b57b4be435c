import GRDB
import SocialModel

extension Applier {
    /// Keeps a user's stream; its query was read by whoever sent it, and is read anew by whoever asks for the stream.
    func putSavedStream(_ userID: DiasporaID, _ name: String, _ query: String) throws -> Bool {
        let user = try user(userID)
        if let known = try row("SELECT query FROM saved_streams WHERE user = ? AND name = ?", [user.value, name]) {
            if known["query"] == query { return false }
        } else {
            let count = try number("SELECT count(*) FROM saved_streams WHERE user = ?", [user.value]) ?? 0
            guard count < limits.savedStreams else {
                throw Refusal("too_many_saved_streams", "A user has at most \(limits.savedStreams) saved streams.")
            }
        }
        try run(
            "INSERT OR REPLACE INTO saved_streams (user, name, query) VALUES (?, ?, ?)",
            [user.value, name, query]
        )
        deltas.append(.savedStream(user: user, name: name))
        return true
    }

    func deleteSavedStream(_ userID: DiasporaID, _ name: String) throws -> Bool {
        let user = try user(userID)
        try run("DELETE FROM saved_streams WHERE user = ? AND name = ?", [user.value, name])
        guard touched > 0 else { return false }
        deltas.append(.savedStream(user: user, name: name))
        return true
    }
}
