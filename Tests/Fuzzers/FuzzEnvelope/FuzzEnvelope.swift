import Federation
import SocialModel

/// The sender's key, made once: small, so that the fuzzer gets on.
private let key = Result { try PrivateKey.generate(bits: 1_024) }

/// What libFuzzer calls with each input: an envelope.
///
/// Its signature is right for nobody, and what it carries is the same when it is sealed anew.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafeRawPointer?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeRawBufferPointer(start: data, count: count))
    guard let envelope = try? MagicEnvelope(parsing: bytes) else { return 0 }
    do {
        let key = try key.get()
        let publicKey = try PublicKey(pem: key.publicPEM)
        precondition((try? envelope.verify(with: publicKey)) == nil, "signed without the key")
        let sealed = try MagicEnvelope.seal(payload: envelope.payload, sender: envelope.sender, key: key)
        let again: MagicEnvelope
        // Sealing writes the payload in base64 with padding, which may be longer than what was read.
        do throws(FederationError) { again = try MagicEnvelope(parsing: sealed) } catch .tooLarge { return 0 }
        precondition(again.payload == envelope.payload && again.sender == envelope.sender, "opened as something else")
        try again.verify(with: publicKey)
        _ = try? EntityParser.parse(envelope.payload, now: Timestamp(seconds: 1_700_000_000))
    } catch {
        preconditionFailure("\(error)")
    }
    return 0
}
