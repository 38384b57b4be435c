import Foundation
import JSON
import Wire

/// What becomes of a message.
enum VectorVerdict: String {
    case taken, waiting, refused

    /// What the library said, our policy where the text has one, and waiting for what its pod would have fetched.
    ///
    /// More than one where the policy leaves it open.
    static func expected(of vector: JSONValue) -> Set<VectorVerdict> {
        let errorName = vector["error_class"]?.string?.components(separatedBy: "::").last
        switch vector["policy"]?["recommended"]?.string {
        case "accept or reject": return [.taken, .refused]
        case let policy? where policy.hasPrefix("reject"): return [.refused]
        default: break
        }
        // What is not known yet is waited for, and a link in a text is not.
        if ["NotFetchable", "DiscoveryError", "TargetNotFound"].contains(errorName) { return [.waiting] }
        if vector["context"]?["remote"] != nil, vector["entity_type"] != "status_message" { return [.waiting] }
        return vector["expect"] == "accept" ? [.taken] : [.refused]
    }
}

/// Where the app's rules prevail over the library's, or ours over both, by the vector's `id`.
///
/// A key that ends in `/` stands for all that begin so, of which the library takes some.
enum VectorExceptions {
    static let throughTheSocket: [String: (verdict: VectorVerdict, reason: String)] = [
        "status_message/empty_text_element": (.refused, "the app takes no post without text and photos (§15)"),
        "status_message/text_only_space": (.refused, "white space is no text to the app (§15)"),
        "signature/text_only_space": (.refused, "white space is no text to the app (§15)"),
        "reshare/private_root_known": (.refused, "the app takes a reshare of public posts only (§15)"),
        "event/": (.refused, "the app knows no events (§15)"),
        "event_participation/": (.refused, "the app knows no events (§15)"),
        "event_participation_fields/": (.refused, "the app knows no events (§15)"),
        "person/": (.refused, "nobody acts on a person who comes as a message (§8, §10)"),
        "root/person_other_key": (.refused, "nobody acts on a person who comes as a message (§8, §10)"),
        "root/person": (.refused, "nobody acts on a person who comes as a message (§8, §10)"),
        "envelope/namespace_trailing_slash": (.refused, "`me` is bound to another URI (§19)"),
        "encryption/env_surrounding_whitespace": (.refused, "what is not well-formed is not repaired (§19)"),
        "envelope/key_id_empty": (.refused, "keys are looked up for valid IDs only (§18)"),
        "envelope/key_id_acct_prefix": (.refused, "keys are looked up for valid IDs only (§18)"),
        "retraction/no_target_guid": (.refused, "properties are checked before anything is looked up (§9.3)"),
        "fetch/parent_of_unknown_author_without_author_element": (
            .refused, "properties are checked before anything is looked up (§9.3)"
        ),
    ]

    static func verdict(_ id: String) -> VectorVerdict? {
        throughTheSocket[id]?.verdict
            ?? throughTheSocket.first { $0.key.hasSuffix("/") && id.hasPrefix($0.key) }?.value.verdict
    }
}
