import GRDB

/// What is known of a person's public key.
public enum PublicKeyState: Sendable, Hashable {
    /// Nobody told: whoever needs it waits.
    case neverGiven
    /// The pod gave it.
    case given(pem: String)
    /// The pod says that there is none to be had.
    case unusable

    /// From a row of `key_state, key`; no row is a person nobody told of.
    init(_ row: Row?) {
        switch row.flatMap({ KeyState(rawValue: $0[0]) }) {
        case .given: self = (row?[1] as String?).map { .given(pem: $0) } ?? .unusable
        case .unusable: self = .unusable
        case .neverGiven, nil: self = .neverGiven
        }
    }
}
