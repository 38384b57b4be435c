import CLibCrypto

/// Digests by libcrypto; empty if it fails, which nothing then matches.
enum Digest {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length = 0
        guard unsafe EVP_Q_digest(nil, "SHA256", nil, bytes, bytes.count, &digest, &length) == 1 else {
            ERR_clear_error()
            return []
        }
        return digest
    }

    static func hmac(_ algorithm: String, key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 64)
        var length = 0
        let made = unsafe EVP_Q_mac(
            nil,
            "HMAC",
            nil,
            algorithm,
            nil,
            key,
            key.count,
            bytes,
            bytes.count,
            &code,
            code.count,
            &length
        )
        guard unsafe made != nil else {
            ERR_clear_error()
            return []
        }
        return Array(code.prefix(length))
    }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
    }
}
