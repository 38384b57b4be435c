public import SocialModel

extension PersonPut {
    /// All that two documents tell of a person.
    ///
    /// Pictures that are paths are the person's pod's; diaspora*'s own default ones are none.
    public init(_ found: DiscoveredPerson) {
        self.init(id: found.id, guid: found.guid)
        let profile = found.profile
        url = .set(found.url)
        publicKey = .set(found.publicKey)
        firstName = profile.firstName.map { .set($0) } ?? .cleared
        lastName = profile.lastName.map { .set($0) } ?? .cleared
        imageURL = Self.picture(profile.imageURL, of: found.url)
        imageURLMedium = Self.picture(profile.imageURLMedium, of: found.url)
        imageURLSmall = Self.picture(profile.imageURLSmall, of: found.url)
        isSearchable = .set(profile.isSearchable == true)
    }

    private static func picture(_ text: String?, of pod: String) -> Field<String> {
        guard let text, !text.contains("user/default") else { return .cleared }
        guard !WebURI.isAbsolute(text) else { return .set(text) }
        if text.utf8.starts(with: "//".utf8) { return .set("https:" + text) }
        let base = pod.utf8.last == UInt8(ascii: "/") ? String(pod.dropLast()) : pod
        return .set(text.utf8.first == UInt8(ascii: "/") ? base + text : base + "/" + text)
    }
}
