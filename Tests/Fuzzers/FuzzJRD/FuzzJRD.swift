import Federation
import SocialModel

/// Whom the JRDs of the seeds are about.
private let person = DiasporaID("alice@pod-a.example")

/// What libFuzzer calls with each input: a JRD.
///
/// What is taken keeps the rules, and is read the same when it is written anew.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafeRawPointer?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeRawBufferPointer(start: data, count: count))
    guard let person, let document = try? WebFingerDocument(parsing: bytes, for: person) else { return 0 }
    for url in [document.hCardURL, document.seedURL] {
        precondition(url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "no URL")
    }
    do {
        let again = try WebFingerDocument(parsing: document.json(), for: person)
        precondition(again == document, "read differently the second time")
    } catch {
        preconditionFailure("written so that it cannot be read: \(error)")
    }
    return 0
}
