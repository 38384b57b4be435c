import CLibCrypto

/// AES with 256 bits in Galois/counter mode, with a tag of 16 bytes.
enum AES256GCM {
    static let keySize = 32
    static let nonceSize = 12
    static let tagSize = 16

    /// The encrypted bytes and behind them the tag; nil if libcrypto fails.
    static func seal(_ bytes: [UInt8], key: [UInt8], nonce: [UInt8], context: [UInt8]) -> [UInt8]? {
        guard let sealed = run(bytes, key, nonce, context, tag: nil) else { return nil }
        return sealed
    }

    /// Nil if it was encrypted with another key, for another context, or has been changed.
    static func open(_ sealed: [UInt8], key: [UInt8], nonce: [UInt8], context: [UInt8]) -> [UInt8]? {
        guard sealed.count >= tagSize else { return nil }
        return run(Array(sealed.dropLast(tagSize)), key, nonce, context, tag: Array(sealed.suffix(tagSize)))
    }

    private static func run(
        _ bytes: [UInt8],
        _ key: [UInt8],
        _ nonce: [UInt8],
        _ context: [UInt8],
        tag: [UInt8]?
    ) -> [UInt8]? {
        let isSealing = tag == nil
        guard key.count == keySize, nonce.count == nonceSize, let count = CInt(exactly: bytes.count),
            let contextCount = CInt(exactly: context.count), let cipher = unsafe EVP_CIPHER_CTX_new()
        else { return nil }
        defer { unsafe EVP_CIPHER_CTX_free(cipher) }
        // One byte more, so that there is an address even where nothing is to be written.
        var output = [UInt8](repeating: 0, count: bytes.count + 1)
        var (written, ignored, rest): (CInt, CInt, CInt) = (0, 0, 0)
        var tag = tag ?? [UInt8](repeating: 0, count: tagSize)
        var last = [UInt8](repeating: 0, count: tagSize)
        guard unsafe EVP_CipherInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce, isSealing ? 1 : 0) == 1,
            unsafe EVP_CipherUpdate(cipher, nil, &ignored, context, contextCount) == 1,
            unsafe EVP_CipherUpdate(cipher, &output, &written, bytes, count) == 1,
            unsafe isSealing || EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, CInt(tagSize), &tag) == 1,
            unsafe EVP_CipherFinal_ex(cipher, &last, &rest) == 1,
            unsafe !isSealing || EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, CInt(tagSize), &tag) == 1
        else {
            ERR_clear_error()
            return nil
        }
        return Array(output.prefix(Int(written))) + (isSealing ? tag : [])
    }
}
