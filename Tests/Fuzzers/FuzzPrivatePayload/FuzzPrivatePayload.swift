import Federation

/// The recipient's keys, made once: small, so that the fuzzer gets on.
private let keys = Result {
    let key = try PrivateKey.generate(bits: 1_024)
    return (key, try PublicKey(pem: key.publicPEM))
}

/// What libFuzzer calls with each input: a private payload, and an envelope to be made into one.
///
/// Nothing but the one error, or a limit, may come of the first. The second must be what is opened again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafeRawPointer?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeRawBufferPointer(start: data, count: count))
    do {
        let (key, publicKey) = try keys.get()
        do throws(FederationError) {
            _ = try PrivatePayload.open(bytes, with: key)
        } catch .decryptionFailed {
        } catch .tooLarge {
        } catch {
            preconditionFailure("an error that tells more: \(error)")
        }
        let sealed = try PrivatePayload.seal(bytes, for: publicKey)
        let opened = try PrivatePayload.open(sealed, with: key)
        precondition(opened == bytes, "opened as something else")
    } catch {
        preconditionFailure("\(error)")
    }
    return 0
}
