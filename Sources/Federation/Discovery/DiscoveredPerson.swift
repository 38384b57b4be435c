public import SocialModel

/// A person as WebFinger and hCard together tell (protocol §12.4).
///
/// For a person who is known already only the profile counts: key and GUID never change.
public struct DiscoveredPerson: Sendable, Hashable {
    /// Who.
    public let id: DiasporaID
    /// The person's GUID.
    public let guid: GUID
    /// The pod's own address.
    public let url: String
    /// The PEM of the person's key; only its armour has been checked, so it may be unusable.
    public let publicKey: String
    /// First and last name, pictures, and whether strangers may find this person; nothing else is known.
    public let profile: Profile

    /// Takes of both documents what is kept.
    public init(webFinger: WebFingerDocument, hCard: HCard) {
        id = webFinger.id
        guid = hCard.guid
        url = webFinger.seedURL
        publicKey = hCard.publicKey
        profile = Profile(
            author: webFinger.id,
            firstName: hCard.firstName,
            lastName: hCard.lastName,
            imageURL: hCard.photoLarge,
            imageURLMedium: hCard.photoMedium,
            imageURLSmall: hCard.photoSmall,
            isSearchable: hCard.isSearchable
        )
    }

    /// Reads both documents about one person, or, without one, about whomever the first names.
    ///
    /// Throws what ``WebFingerDocument/init(parsing:for:limits:)`` and ``HCard/init(parsing:limits:)`` throw.
    public init(
        _ id: DiasporaID?,
        jrd: [UInt8],
        hCard html: [UInt8],
        limits: FederationLimits = .standard
    ) throws(FederationError) {
        let webFinger = try WebFingerDocument(parsing: jrd, for: id, limits: limits)
        self.init(webFinger: webFinger, hCard: try HCard(parsing: html, limits: limits))
    }
}
