import Federation
import SocialModel

/// What libFuzzer calls with each input: an ID as people type it, and a text with links.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafeRawPointer?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self)
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
