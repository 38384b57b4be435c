import Federation
import SocialModel

/// Whom the JRDs of the seeds are about.
private let person = DiasporaID("alice@pod-a.example")

/// What libFuzzer calls with each input: a JRD, an hCard, an ID as people type it, a text with links.
///
/// What is taken keeps the rules, whatever it was read from.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafeRawPointer?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeRawBufferPointer(start: data, count: count))
    if let person, let document = try? WebFingerDocument(parsing: bytes, for: person) {
        precondition(document.hCardURL.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "no URL")
    }
    if let card = try? HCard(parsing: bytes) {
        precondition(card.photoLarge.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "no URL")
        precondition((card.fullName?.unicodeScalars.count ?? 0) <= 70, "too long a name")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let id = DiasporaID(discovering: text) {
        let url = WebFingerDocument.url(for: id)
        precondition(url.hasPrefix("https://\(id.host)/"), "another pod")
    }
    for link in DiasporaLink.links(in: text) {
        let again = "diaspora://\(link.author)/\(link.type)/\(link.guid)"
        precondition(DiasporaLink.links(in: again) == [link], "read differently the second time")
    }
    return 0
}
