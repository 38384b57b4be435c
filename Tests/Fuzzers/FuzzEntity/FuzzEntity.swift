import Federation
import SocialModel

/// The fuzzer's time of receipt.
private let now = Timestamp(seconds: 1_700_000_000)

/// What libFuzzer calls with each input: an envelope's payload.
///
/// Whatever can be read must be written so that it can be read again. The first
/// writing may change it (fractions of seconds are cut off, an unreadable
/// optional boolean is left out and then has its default), the second must not.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafeRawPointer?, _ count: Int) -> CInt {
    readAndWrite([UInt8](UnsafeRawBufferPointer(start: data, count: count)))
    return 0
}

private func readAndWrite(_ payload: [UInt8]) {
    guard let first = try? EntityParser.parse(payload, now: now) else { return }
    do throws(FederationError) {
        let second = try EntityParser.parse(EntityWriter.bytes(first.entity), now: now)
        precondition(second.proof == first.proof, "another text is signed")
        let third = try EntityParser.parse(EntityWriter.bytes(second.entity), now: now)
        precondition(third == second, "written differently the second time")
    } catch .tooLarge {
        // Character references make a text up to ten times as long.
    } catch {
        preconditionFailure("written so that it cannot be read: \(error)")
    }
}
