import Foundation
import Testing

/// One case of the vectors, made with diaspora*'s own federation library.
///
/// `@unchecked` because its JSON is untyped; it is read from a file once and never changed.
struct Vector: @unchecked Sendable, CustomTestStringConvertible {
    /// Immutable values of JSONSerialization only, hence safe to share.
    private let members: [String: Any]

    init(_ members: [String: Any]) { self.members = members }

    var testDescription: String { id }
    var id: String { string("id") ?? "" }
    var kind: String { string("kind") ?? "" }
    var entityType: String { string("entity_type") ?? "" }
    var accepts: Bool { string("expect") == "accept" }
    var recommended: String? { (members["policy"] as? [String: Any])?["recommended"] as? String }

    func string(_ name: String) -> String? { members[name] as? String }
    func object(_ name: String) -> [String: Any]? { members[name] as? [String: Any] }
    func list(_ name: String) -> [Any]? { members[name] as? [Any] }
    subscript(name: String) -> Any? { members[name] }

    /// A document, which stands in base64 where it is no UTF-8.
    func bytes(_ name: String) -> [UInt8] {
        if let text = string(name) { return Array(text.utf8) }
        return string(name + "_base64").flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? []
    }

    /// All cases of a file of the vectors, which lie beside the repository.
    static func all(_ file: String) -> [Vector] {
        let repository = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let url = repository.appending(path: "../shared/vectors/\(file).ndjson").standardized
        guard let data = try? Data(contentsOf: url) else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            // Foundation would drop a byte order mark at the beginning of a string.
            let line = String(decoding: line, as: UTF8.self)
                .replacingOccurrences(of: "\u{FEFF}", with: "\\uFEFF", options: .literal)
            return (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]).map { Vector($0) }
        }
    }
}
