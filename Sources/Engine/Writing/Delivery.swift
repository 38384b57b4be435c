public import SocialModel

/// An envelope as the pod hands it over.
public enum Delivery: Sendable {
    /// It came to everybody.
    case everybody([UInt8])
    /// It came to one person, and the pod has decrypted it.
    case opened(recipient: DiasporaID, [UInt8])
    /// It came to one person, and is still encrypted (protocol §4).
    case sealed(recipient: DiasporaID, [UInt8])
}
