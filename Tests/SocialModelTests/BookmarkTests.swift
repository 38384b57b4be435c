import SocialModel
import Testing

/// What the bookmarklet writes (diaspora-behaviour §12).
@Suite struct BookmarkTests {
    private let url = "https://example.org/a"

    @Test func titleNotesAndAddressStandBelowEachOther() {
        #expect(Bookmark.text(url: url) == url)
        #expect(Bookmark.text(url: url, title: "T") == "### T\n\n\(url)")
        #expect(Bookmark.text(url: url, title: "T", notes: "a\nb\r\nc\rd") == "### T\n\n> a\n> b\n> c\n> d\n\n\(url)")
        #expect(Bookmark.text(url: url, title: "a\nb", notes: "") == "### a b\n\n\(url)")
        #expect(Bookmark.text(url: url, title: "T", notes: "n", content: "as *it* is") == "as *it* is")
    }

    @Test func whatIsTooLongIsCut() {
        let room = 1_900 - url.utf16.count
        let fits = Bookmark.text(
            url: url,
            title: String(repeating: "t", count: 200),
            notes: String(repeating: "n", count: room - 200)
        )
        #expect(!fits.contains(" ..."))
        let long = Bookmark.text(
            url: url,
            title: String(repeating: "t", count: 200),
            notes: String(repeating: "n", count: room)
        )
        let title = String(repeating: "t", count: 128)
        let notes = String(repeating: "n", count: room - 128)
        #expect(long == "### \(title) ...\n\n> \(notes) ...\n\n\(url)")
        // No half of a character.
        let faces = Bookmark.text(url: url, title: String(repeating: "👩‍👩‍👧", count: 500), notes: "n")
        #expect(faces.hasPrefix("### " + String(repeating: "👩‍👩‍👧", count: 16) + " ...\n\n> n\n\n"))
        let endless = Bookmark.text(url: "https://" + String(repeating: "u", count: 3_000), title: "t", notes: "n")
        #expect(endless.contains("### t\n\n>  ...\n\nhttps"))
    }
}
