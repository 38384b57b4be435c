import Foundation

/// A person of another pod, as that pod tells of it in WebFinger and hCard.
public struct StubPerson: Sendable {
    /// The diaspora* ID.
    public var id: String
    /// The GUID.
    public var guid: String
    /// The public key as PEM.
    public var key: String
    /// The first name.
    public var firstName = "Zoe"
    /// Large, medium, small.
    public var pictures = ["/large.jpg", "/medium.jpg", "/small.jpg"]

    /// Says who.
    public init(id: String, guid: String, key: String, firstName: String = "Zoe") {
        self.id = id
        self.guid = guid
        self.key = key
        self.firstName = firstName
    }

    /// The pod's host.
    public var host: String { String(id[(id.firstIndex(of: "@").map { id.index(after: $0) } ?? id.startIndex)...]) }

    /// Where the WebFinger document is.
    public var webFingerPlace: String {
        "\(host)/.well-known/webfinger?resource=acct%3A\(id.replacingOccurrences(of: "@", with: "%40"))"
    }

    /// Where the hCard is.
    public var hCardPlace: String { "\(host)/hcard/users/\(guid)" }

    /// What the pod answers about this person.
    public var routes: [StubRoute] {
        [
            StubRoute(webFingerPlace, String(decoding: jrd, as: UTF8.self)),
            StubRoute(hCardPlace, String(decoding: hCard, as: UTF8.self)),
        ]
    }

    /// The WebFinger document.
    public var jrd: [UInt8] {
        Array(
            """
            {"subject": "acct:\(id)", "aliases": ["https://\(host)/people/\(guid)"], "links": [
              {"rel": "http://microformats.org/profile/hcard", "type": "text/html", "href": "https://\(hCardPlace)"},
              {"rel": "http://joindiaspora.com/seed_location", "type": "text/html", "href": "https://\(host)/"},
              {"rel": "salmon", "href": "https://\(host)/receive/users/\(guid)"}]}
            """.utf8
        )
    }

    /// The hCard page.
    public var hCard: [UInt8] {
        func photo(_ box: String, _ path: String) -> String {
            "<dl class=\"\(box)\"><dd><img class=\"photo avatar\" src=\"\(path)\" /></dd></dl>"
        }
        return Array(
            """
            <!DOCTYPE html><html><head><meta charset="UTF-8" /><title>\(firstName)</title></head><body>
            <div id="content"><div class="entity_profile vcard author">
            <span class="uid">\(guid)</span><span class="nickname">zoe</span><span class="fn">\(firstName) Example</span>
            <span class="given_name">\(firstName)</span><span class="family_name">Example</span>
            <span class="searchable">true</span><pre class="key">\(key)</pre>
            \(photo("entity_photo", pictures[0]))\(photo("entity_photo_medium", pictures[1]))
            \(photo("entity_photo_small", pictures[2]))</div></div></body></html>
            """.utf8
        )
    }
}
