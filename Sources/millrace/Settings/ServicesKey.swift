import Configuration
import Foundation
import Glibc
import Services

/// Where the key is that users' credentials on other networks are encrypted with.
enum ServicesKey {
    /// systemd's name for it: `LoadCredential=millrace-services-key:/etc/millrace/services.key`.
    private static let credential = "millrace-services-key"
    /// More than any spelling of a key has.
    private static let bytes = 4_096

    /// From the file that is named, else `MILLRACE_SERVICES_KEY`, else systemd's credentials; nil if there is none.
    static func vault(_ reader: ConfigReader) throws -> CredentialVault? {
        let path = try reader.requiredString(forKey: "services.key_file")
        let text = try reader.requiredString(forKey: "services.key", isSecret: true)
        do {
            if !path.isEmpty { return try CredentialVault(key: try read(Environment.absolute(path), isOurs: true)) }
            if !text.isEmpty { return try CredentialVault(key: Array(text.utf8)) }
            guard let folder = Environment.text("CREDENTIALS_DIRECTORY") else { return nil }
            let file = folder + "/" + credential
            guard FileManager.default.fileExists(atPath: file) else { return nil }
            return try CredentialVault(key: try read(file, isOurs: false))
        } catch let error as ServicesError {
            throw CommandError.setting("The services' key cannot be used. \(error)")
        }
    }

    /// The file's bytes; of ours nobody else may have them.
    private static func read(_ path: String, isOurs: Bool) throws -> [UInt8] {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else {
            throw CommandError.unreadable(path: path, detail: "it is missing, or may not be read")
        }
        guard !isOurs || facts.st_mode & 0o077 == 0 else {
            throw CommandError.unreadable(path: path, detail: "others may read it too: chmod 600")
        }
        guard facts.st_size <= bytes, let data = FileManager.default.contents(atPath: path) else {
            throw CommandError.unreadable(path: path, detail: "it is no key, or may not be read")
        }
        return [UInt8](data)
    }
}
