import CLibCrypto

/// A local person's RSA key, with which entities and envelopes are signed and private payloads opened.
///
/// Sharing one between threads is sound for the reasons given at ``PublicKey``:
/// the EVP_PKEY never changes, and each signature has its own context.
@safe
public final class PrivateKey: @unchecked Sendable {
    private let key: OpaquePointer

    /// Makes a key of 1,024 to 8,192 bits; 4,096 take about a second.
    ///
    /// Throws ``FederationError/keyUnusable(_:)`` for another size.
    public static func generate(bits: Int) throws(FederationError) -> PrivateKey {
        guard PublicKey.sizes.contains(bits) else { throw .keyUnusable(.bits(bits)) }
        guard let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil) else {
            throw .cryptographyFailed(operation: "generate a key")
        }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, CInt(bits)) == 1,
            unsafe EVP_PKEY_generate(context, &key) == 1
        else {
            ERR_clear_error()
            throw .cryptographyFailed(operation: "generate a key")
        }
        return unsafe PrivateKey(owning: try RSAKey.checked(key))
    }

    /// Reads an unencrypted PEM with `PRIVATE KEY` or `RSA PRIVATE KEY`.
    ///
    /// Throws ``FederationError/keyUnusable(_:)`` for anything but RSA of 1,024 to 8,192 bits.
    public convenience init(pem: String) throws(FederationError) {
        let block = try PEM(pem, names: ["PRIVATE KEY", "RSA PRIVATE KEY"])
        let key = unsafe block.content.withUnsafeBufferPointer { der in
            var start = der.baseAddress
            return unsafe d2i_AutoPrivateKey(nil, &start, der.count)
        }
        unsafe self.init(owning: try RSAKey.checked(key))
    }

    private init(owning key: OpaquePointer) { unsafe self.key = key }

    deinit { unsafe EVP_PKEY_free(key) }

    /// The key as a PEM with `PRIVATE KEY` (PKCS#8, not encrypted).
    public var pem: String {
        get throws(FederationError) {
            try unsafe PEM.text { unsafe PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
        }
    }

    /// The public half as a PEM with `PUBLIC KEY`.
    public var publicPEM: String {
        get throws(FederationError) { try unsafe PEM.text { unsafe PEM_write_bio_PUBKEY($0, key) } }
    }

    /// Signs some bytes: RSASSA-PKCS1-v1_5 with SHA-256, the same bytes each time.
    public func sign(_ bytes: [UInt8]) throws(FederationError) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else { throw .cryptographyFailed(operation: "sign") }
        defer { unsafe EVP_MD_CTX_free(context) }
        var length = unsafe Int(EVP_PKEY_get_size(key))
        var signature = [UInt8](repeating: 0, count: length)
        guard unsafe EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
            unsafe EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1
        else {
            ERR_clear_error()
            throw .cryptographyFailed(operation: "sign")
        }
        signature.removeLast(signature.count - length)
        return signature
    }

    /// Decrypts what was encrypted for this key (RSAES-PKCS1-v1_5, protocol §4); nil whatever is wrong.
    func decrypt(_ bytes: [UInt8]) -> [UInt8]? {
        guard let context = unsafe EVP_PKEY_CTX_new(key, nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var length = unsafe Int(EVP_PKEY_get_size(key))
        var plain = [UInt8](repeating: 0, count: length)
        guard unsafe EVP_PKEY_decrypt_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1,
            unsafe EVP_PKEY_decrypt(context, &plain, &length, bytes, bytes.count) == 1
        else {
            ERR_clear_error()
            return nil
        }
        plain.removeLast(plain.count - length)
        return plain
    }
}
