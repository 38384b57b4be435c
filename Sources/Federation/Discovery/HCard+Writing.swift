import SocialModel

extension HCard {
    /// The page as diaspora*'s own library writes it (protocol §12.3).
    public var html: [UInt8] {
        var page = HTMLPage()
        page.markup(Self.head)
        page.markup("    <title>")
        page.text(fullName ?? "")
        page.markup("</title>\n  </head>\n  <body>\n    <div id=\"content\">\n      <h1>")
        page.text(fullName ?? "")
        page.markup("</h1>\n      <div id=\"content_inner\" class=\"entity_profile vcard author\">\n")
        page.markup("        <h2>User profile</h2>\n")
        page.entry("uid", "uid", guid.text)
        page.entry("nickname", "nickname", nickname ?? "")
        page.entry("full_name", "fn", fullName ?? "")
        page.entry("searchable", "searchable", isSearchable ? "true" : "false")
        page.entry("key", "key", publicKey, element: "pre")
        page.entry("first_name", "given_name", firstName ?? "")
        page.entry("family_name", "family_name", lastName ?? "")
        page.photo("photo", photoLarge, size: 300)
        page.photo("photo_medium", photoMedium, size: 100)
        page.photo("photo_small", photoSmall, size: 50)
        page.markup("      </div>\n    </div>\n  </body>\n</html>\n")
        return page.bytes
    }

    private static let head = """
        <!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN" "http://www.w3.org/TR/REC-html40/loose.dtd">
        <html>
          <head>
            <meta charset="UTF-8"/>

        """
}

/// An hCard page while it is written.
private struct HTMLPage {
    private(set) var bytes: [UInt8] = []

    mutating func markup(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

    mutating func text(_ text: String) { XMLWriter.escape(text, to: &bytes) }

    mutating func entry(_ name: String, _ cssClass: String, _ text: String, element: String = "span") {
        open(name)
        markup("            <\(element) class=\"\(cssClass)\">")
        self.text(text)
        markup("</\(element)>\n")
        close()
    }

    mutating func photo(_ name: String, _ source: String, size: Int) {
        open(name)
        markup("            <img class=\"photo avatar\" width=\"\(size)\" height=\"\(size)\" src=\"")
        // What an hCard takes for a URL has no quotation mark in it.
        text(source)
        markup("\"/>\n")
        close()
    }

    private mutating func open(_ name: String) {
        let title = name.prefix(1).uppercased() + name.dropFirst()
        markup("        <dl class=\"entity_\(name)\">\n          <dt>\(title)</dt>\n          <dd>\n")
    }

    private mutating func close() { markup("          </dd>\n        </dl>\n") }
}
