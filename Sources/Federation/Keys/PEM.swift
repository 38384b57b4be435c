import CLibCrypto

/// The first block of a PEM text.
struct PEM {
    let name: String
    let content: [UInt8]

    /// The longest text that is looked at; an 8,192-bit private key takes 6,500 bytes.
    static let longestText = 16_384

    /// Takes a text whose first block has one of the names and is not encrypted.
    init(_ text: String, names: [String]) throws(FederationError) {
        var text = text
        let block = text.utf8.count > Self.longestText ? nil : text.withUTF8 { unsafe Self.read($0) }
        guard let block, names.contains(block.name) else {
            ERR_clear_error()
            throw .keyUnusable(.notPEM)
        }
        self = block
    }

    /// What stands between the lines of a public key's armour, of which nothing else is checked (protocol §7).
    ///
    /// White space around the armour is left out; nil if the text is no armour.
    static func publicKeyContent(of text: String) -> Substring? {
        let text = text.trimmedASCII
        for name in ["PUBLIC KEY", "RSA PUBLIC KEY"] {
            let begin = "-----BEGIN \(name)-----"
            let end = "-----END \(name)-----"
            let bytes = text.utf8
            guard bytes.count >= begin.utf8.count + end.utf8.count, bytes.starts(with: begin.utf8),
                bytes.suffix(end.utf8.count).elementsEqual(end.utf8)
            else { continue }
            return Substring(bytes.dropFirst(begin.utf8.count).dropLast(end.utf8.count)).trimmedASCII
        }
        return nil
    }

    private init(name: String, content: [UInt8]) {
        self.name = name
        self.content = content
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> PEM? {
        guard let bio = unsafe BIO_new_mem_buf(text.baseAddress, CInt(text.count)) else { return nil }
        defer { unsafe BIO_free(bio) }
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var content: UnsafeMutablePointer<UInt8>?
        var length = 0
        guard unsafe PEM_read_bio(bio, &name, &header, &content, &length) == 1 else { return nil }
        defer {
            unsafe CRYPTO_free(name, nil, 0)
            unsafe CRYPTO_free(header, nil, 0)
            unsafe CRYPTO_clear_free(content, length, nil, 0)
        }
        // A header says that the content is encrypted.
        guard let name = unsafe name, let header = unsafe header, unsafe header.pointee == 0 else { return nil }
        return unsafe PEM(
            name: String(cString: name),
            content: [UInt8](UnsafeBufferPointer(start: content, count: length))
        )
    }

    /// The text that `write` puts into a memory BIO.
    static func text(_ write: (OpaquePointer) -> CInt) throws(FederationError) -> String {
        guard let bio = unsafe BIO_new(BIO_s_mem()) else { throw .cryptographyFailed(operation: "write a key") }
        defer { unsafe BIO_free(bio) }
        var start: UnsafeMutablePointer<UInt8>?
        guard unsafe write(bio) == 1, case let count = unsafe BIO_ctrl(bio, BIO_CTRL_INFO, 0, &start), count > 0 else {
            ERR_clear_error()
            throw .cryptographyFailed(operation: "write a key")
        }
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
}

/// What is asked of every key.
enum RSAKey {
    /// Passes on a key that is RSA and has a permitted size; frees any other.
    static func checked(_ key: OpaquePointer?) throws(FederationError) -> OpaquePointer {
        guard let key = unsafe key else {
            ERR_clear_error()
            throw .keyUnusable(.notRSA)
        }
        let bits = unsafe Int(EVP_PKEY_get_bits(key))
        let isRSA = unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA
        guard isRSA, PublicKey.sizes.contains(bits) else {
            unsafe EVP_PKEY_free(key)
            throw .keyUnusable(isRSA ? .bits(bits) : .notRSA)
        }
        return unsafe key
    }
}
