import CLibCrypto

/// AES with 256 bits in CBC mode and PKCS#7 padding.
enum AES256CBC {
    static let keySize = 32
    static let blockSize = 16

    static func encrypt(_ bytes: [UInt8], key: SessionKey) -> [UInt8]? { run(bytes, key, isEncrypting: true) }

    /// Nil if the padding is wrong.
    static func decrypt(_ bytes: [UInt8], key: SessionKey) -> [UInt8]? { run(bytes, key, isEncrypting: false) }

    private static func run(_ bytes: [UInt8], _ key: SessionKey, isEncrypting: Bool) -> [UInt8]? {
        guard key.key.count == keySize, key.iv.count == blockSize, let count = CInt(exactly: bytes.count),
            let context = unsafe EVP_CIPHER_CTX_new()
        else { return nil }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: bytes.count + blockSize)
        var body: CInt = 0
        // What is left for the end is a block at most.
        var end: CInt = 0
        var last = [UInt8](repeating: 0, count: blockSize)
        guard unsafe EVP_CipherInit_ex(context, EVP_aes_256_cbc(), nil, key.key, key.iv, isEncrypting ? 1 : 0) == 1,
            unsafe EVP_CipherUpdate(context, &output, &body, bytes, count) == 1,
            unsafe EVP_CipherFinal_ex(context, &last, &end) == 1
        else {
            ERR_clear_error()
            return nil
        }
        output.removeLast(output.count - Int(body))
        output += last.prefix(Int(end))
        return output
    }
}
