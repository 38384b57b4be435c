import Federation

/// Reads the key that credentials are encrypted with.
enum VaultKey {
    static func read(_ text: [UInt8]) throws(ServicesError) -> [UInt8] {
        if text.count == AES256GCM.keySize { return text }
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        let word = Array(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
        if word.count == 2 * AES256GCM.keySize, let key = hexadecimal(word) { return key }
        if word.count == 44, let key = Base64URL.decode(word), key.count == AES256GCM.keySize { return key }
        throw .key(
            "The key is not 32 bytes, 64 hexadecimal digits, or 44 characters of base64: `openssl rand -hex 32` makes one."
        )
    }

    private static func hexadecimal(_ digits: [UInt8]) -> [UInt8]? {
        var key: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[start..<(start + 2)], as: UTF8.self)
            guard pair.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
                let byte = UInt8(pair, radix: 16)
            else { return nil }
            key.append(byte)
        }
        return key
    }
}
