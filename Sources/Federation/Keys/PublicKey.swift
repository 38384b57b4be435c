import CLibCrypto

/// A person's RSA key, with which signatures are verified and private payloads sealed.
///
/// Sharing one between threads is sound, hence `@unchecked Sendable`: the
/// EVP_PKEY is never changed after `init`, OpenSSL 3 guards what it caches in a
/// key with locks of its own, and each verification has its own context.
@safe
public final class PublicKey: @unchecked Sendable {
    private let key: OpaquePointer

    /// The sizes of keys that are taken, in bits: below is weak, above costs too much.
    public static let sizes = 1_024...8_192

    /// The size of the modulus.
    public var bits: Int { unsafe Int(EVP_PKEY_get_bits(key)) }

    /// Reads a PEM with `PUBLIC KEY` or `RSA PUBLIC KEY`.
    ///
    /// Throws ``FederationError/keyUnusable(_:)`` for anything but RSA of 1,024 to 8,192 bits.
    public init(pem: String) throws(FederationError) {
        let block = try PEM(pem, names: ["PUBLIC KEY", "RSA PUBLIC KEY"])
        let isWrapped = block.name == "PUBLIC KEY"
        let key = unsafe block.content.withUnsafeBufferPointer { der in
            var start = der.baseAddress
            return unsafe isWrapped
                ? d2i_PUBKEY(nil, &start, der.count) : d2i_PublicKey(EVP_PKEY_RSA, nil, &start, der.count)
        }
        unsafe self.key = try RSAKey.checked(key)
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// Whether a signature (RSASSA-PKCS1-v1_5, SHA-256) over some bytes was made with this key's private half.
    public func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        guard let context = unsafe EVP_MD_CTX_new() else { return false }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1,
            unsafe EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
        else {
            // A failure leaves entries in the thread's error queue, which others would find.
            ERR_clear_error()
            return false
        }
        return true
    }

    /// Encrypts a few bytes for the key's owner (RSAES-PKCS1-v1_5, protocol §4), at most 11 less than the key has.
    func encrypt(_ bytes: [UInt8]) throws(FederationError) -> [UInt8] {
        guard let context = unsafe EVP_PKEY_CTX_new(key, nil) else { throw .cryptographyFailed(operation: "encrypt") }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var length = unsafe Int(EVP_PKEY_get_size(key))
        var encrypted = [UInt8](repeating: 0, count: length)
        guard unsafe EVP_PKEY_encrypt_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1,
            unsafe EVP_PKEY_encrypt(context, &encrypted, &length, bytes, bytes.count) == 1
        else {
            ERR_clear_error()
            throw .cryptographyFailed(operation: "encrypt")
        }
        encrypted.removeLast(encrypted.count - length)
        return encrypted
    }
}
