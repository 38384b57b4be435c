import Federation

/// What libFuzzer calls with each input: an hCard page.
///
/// What is taken keeps the rules, whatever it was read from.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafeRawPointer?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeRawBufferPointer(start: data, count: count))
    guard let card = try? HCard(parsing: bytes) else { return 0 }
    for url in [card.photoLarge, card.photoMedium, card.photoSmall] {
        precondition(url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "no URL")
    }
    precondition((card.fullName?.unicodeScalars.count ?? 0) <= 70, "too long a name")
    for name in [card.firstName, card.lastName] {
        precondition((name?.unicodeScalars.count ?? 0) <= 32, "too long a name")
    }
    return 0
}
