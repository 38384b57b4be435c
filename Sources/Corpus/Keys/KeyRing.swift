public import Federation
import FoundationEssentials
public import SocialModel

/// A bounded pool of private keys, made once, kept in a folder and shared among all people of a world.
///
/// A 4,096-bit key takes about a second to make, and a world has thousands of
/// people. Which key a person has follows from the ID alone, so a ring of the
/// same size signs for every world. These keys protect nothing.
public struct KeyRing: Sendable {
    /// How many keys of which size a ring has.
    public struct Size: Sendable, Hashable {
        /// Keys of 4,096 bits, as diaspora* makes them.
        public var large: Int
        /// Keys of 2,048 bits, as other software does.
        public var small: Int

        /// At least one key in all.
        public init(large: Int = 3, small: Int = 6) {
            self.large = Swift.max(large, 0)
            self.small = Swift.max(small, self.large == 0 ? 1 : 0)
        }
    }

    private let keys: [PrivateKey]
    private let publicPEMs: [String]

    /// Reads the keys of a folder, and makes and keeps those that are missing.
    ///
    /// - Parameters:
    ///   - folder: Where they lie.
    ///   - size: How many there are of each size.
    ///   - progress: Called with the number of keys ready and of all, after each key.
    /// - Throws: ``CorpusError/unreadableKey(path:)`` for a file that holds no key, ``CorpusError/file(path:reason:)``
    ///   where the folder cannot be made, read or written, ``CorpusError/federation(_:)`` where no key can be made.
    public init(
        folder: String,
        size: Size = Size(),
        progress: (_ ready: Int, _ all: Int) -> Void = { _, _ in }
    ) throws(CorpusError) {
        var keys: [PrivateKey] = []
        var publicPEMs: [String] = []
        let names = (0..<size.large).map { (4_096, $0) } + (0..<size.small).map { (2_048, $0) }
        try KeyFolder.create(folder)
        for (bits, number) in names {
            let key = try KeyFolder.key("\(folder)/\(bits)-\(number).pem", bits: bits)
            keys.append(key)
            do { publicPEMs.append(try key.publicPEM) } catch { throw .federation(error) }
            progress(keys.count, names.count)
        }
        self.keys = keys
        self.publicPEMs = publicPEMs
    }

    /// A person's private key.
    public func privateKey(of person: DiasporaID) -> PrivateKey { keys[index(person)] }

    /// A person's public key, PEM.
    public func publicKey(of person: DiasporaID) -> String { publicPEMs[index(person)] }

    /// By the ID's bytes (FNV-1a), since `Hasher` gives other numbers in each process.
    private func index(_ person: DiasporaID) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in person.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(SplitMix64.mix(hash) % UInt64(keys.count))
    }
}

/// Keys as files of PEM.
private enum KeyFolder {
    static func create(_ folder: String) throws(CorpusError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch { throw .file(path: folder, reason: "\(error)") }
    }

    /// The key of a file, made if there is none.
    ///
    /// A file appears whole or not at all, as tests share the folder.
    static func key(_ path: String, bits: Int) throws(CorpusError) -> PrivateKey {
        if FileManager.default.fileExists(atPath: path) {
            guard let pem = try? String(contentsOfFile: path, encoding: .utf8), let key = try? PrivateKey(pem: pem)
            else { throw .unreadableKey(path: path) }
            return key
        }
        let key: PrivateKey
        let pem: String
        do {
            key = try PrivateKey.generate(bits: bits)
            pem = try key.pem
        } catch { throw .federation(error) }
        do {
            try Data(pem.utf8).write(to: URL(filePath: path), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch { throw .file(path: path, reason: "\(error)") }
        return key
    }
}
