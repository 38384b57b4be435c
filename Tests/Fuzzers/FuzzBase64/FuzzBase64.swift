import Federation

private let urlSafe = [UInt8(ascii: "+"): UInt8(ascii: "-"), UInt8(ascii: "/"): UInt8(ascii: "_")]
private let standard = [UInt8(ascii: "-"): UInt8(ascii: "+"), UInt8(ascii: "_"): UInt8(ascii: "/")]

/// What libFuzzer calls with each input: a text in base64, and bytes to be written in it.
///
/// The strict reader takes one text for some bytes, but for the alphabet and the padding; the lenient one takes
/// whatever the strict one does in the standard alphabet.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafeRawPointer?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeRawBufferPointer(start: data, count: count))
    precondition(Base64URL.decode(Base64URL.encode(bytes)) == bytes, "strict: read as something else")
    precondition(Base64.decode(Array(Base64.encode(bytes).utf8)) == bytes, "lenient: read as something else")
    guard let strict = Base64URL.decode(bytes) else { return 0 }
    var text = bytes.map { urlSafe[$0] ?? $0 }
    while !text.count.isMultiple(of: 4) { text.append(UInt8(ascii: "=")) }
    precondition(Array(Base64URL.encode(strict)) == text, "two texts for the same bytes")
    precondition(Base64.decode(text.map { standard[$0] ?? $0 }) == strict, "the lenient reader differs")
    return 0
}
