public import SocialModel

/// What a pod's hCard page says of a person (protocol §12.3).
public struct HCard: Sendable, Hashable {
    /// The person's GUID.
    public let guid: GUID
    /// The name before `@`.
    public let nickname: String?
    /// At most 70 code points.
    public let fullName: String?
    /// At most 32 code points.
    public let firstName: String?
    /// At most 32 code points.
    public let lastName: String?
    /// The PEM of the person's key; only its armour has been checked, so it may be unusable.
    public let publicKey: String
    /// 300 pixels; like the other two absolute, or a path on the pod.
    public let photoLarge: String
    /// 100 pixels.
    public let photoMedium: String
    /// 50 pixels.
    public let photoSmall: String
    /// Whether strangers may find this person.
    public let isSearchable: Bool

    /// Says it in full; nothing is checked.
    public init(
        guid: GUID,
        nickname: String?,
        fullName: String?,
        firstName: String?,
        lastName: String?,
        publicKey: String,
        photoLarge: String,
        photoMedium: String,
        photoSmall: String,
        isSearchable: Bool
    ) {
        self.guid = guid
        self.nickname = nickname
        self.fullName = fullName
        self.firstName = firstName
        self.lastName = lastName
        self.publicKey = publicKey
        self.photoLarge = photoLarge
        self.photoMedium = photoMedium
        self.photoSmall = photoSmall
        self.isSearchable = isSearchable
    }

    /// Reads a page, whatever its markup, by the classes of its elements.
    ///
    /// Throws ``FederationError/notHTML``, a limit, ``FederationError/missingProperties(entity:names:)``, or
    /// ``FederationError/invalidProperties(entity:names:)``, also for a key of nothing but armour (§19).
    public init(parsing html: [UInt8], limits: FederationLimits = .standard) throws(FederationError) {
        let page = HCardPage(try XMLDocument(html: html, limits: limits))
        let uid = page.text("uid")
        let key = page.text("key")
        let large = page.photo("entity_photo")
        let medium = page.photo("entity_photo_medium")
        let small = page.photo("entity_photo_small")
        guard let uid, let key, let large, let medium, let small, page.has("fn") else {
            let found: [(String, Bool)] = [
                ("uid", uid != nil), ("fn", page.has("fn")), ("key", key != nil), ("entity_photo", large != nil),
                ("entity_photo_medium", medium != nil), ("entity_photo_small", small != nil),
            ]
            throw .missingProperties(entity: Self.entity, names: found.filter { !$0.1 }.map(\.0))
        }
        nickname = page.text("nickname")
        fullName = page.text("fn")
        firstName = page.text("given_name")
        lastName = page.text("family_name")
        publicKey = key
        photoLarge = large
        photoMedium = medium
        photoSmall = small
        isSearchable = page.text("searchable").map { $0.utf8.elementsEqual("true".utf8) } ?? false
        let rules: [(String, Bool)] = [
            ("fn", Rule.name(70).allows(fullName.map { .string($0) })),
            ("given_name", Rule.name(32).allows(firstName.map { .string($0) })),
            ("family_name", Rule.name(32).allows(lastName.map { .string($0) })),
            ("key", PEM.publicKeyContent(of: key)?.isEmpty == false),
            ("entity_photo", Rule.uri([.path]).allows(.string(large))),
            ("entity_photo_medium", Rule.uri([.path]).allows(.string(medium))),
            ("entity_photo_small", Rule.uri([.path]).allows(.string(small))),
        ]
        let broken = rules.filter { !$0.1 }.map(\.0)
        guard let guid = GUID(uid), broken.isEmpty else {
            throw .invalidProperties(entity: Self.entity, names: (GUID(uid) == nil ? ["uid"] : []) + broken)
        }
        self.guid = guid
    }

    private static let entity = "hcard"
}

/// A page whose elements are looked up by class: the first one in the document counts.
private struct HCardPage {
    private let document: XMLDocument

    init(_ document: XMLDocument) { self.document = document }

    func has(_ name: String) -> Bool { Self.first(in: document.root) { $0.hasClass(name) } != nil }

    /// The text of the first element of a class, not trimmed; nil if it is empty or there is none.
    func text(_ name: String) -> String? {
        guard let element = Self.first(in: document.root, where: { $0.hasClass(name) }) else { return nil }
        let text = document.text(of: element)
        return text.isEmpty ? nil : text
    }

    /// The source of the first photo within any element of a class; nil if there is none.
    func photo(_ box: String) -> String? {
        Self.photo(in: document.root, box, isInside: false)
    }

    private static func photo(in element: XMLElement, _ box: String, isInside: Bool) -> String? {
        let isInside = isInside || element.hasClass(box)
        for child in element.children {
            if isInside, child.hasClass("photo"), let source = child.attribute("src") { return source }
            if let source = photo(in: child, box, isInside: isInside) { return source }
        }
        return nil
    }

    private static func first(in element: XMLElement, where matches: (XMLElement) -> Bool) -> XMLElement? {
        for child in element.children {
            if matches(child) { return child }
            if let found = first(in: child, where: matches) { return found }
        }
        return nil
    }
}

extension XMLElement {
    /// Whether `class`, a list separated by white space, has a name.
    fileprivate func hasClass(_ name: String) -> Bool {
        guard let classes = attribute("class") else { return false }
        return classes.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
            .contains { $0.elementsEqual(name.utf8) }
    }
}
