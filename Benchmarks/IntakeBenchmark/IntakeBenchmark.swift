import CLibXML2
import Federation
import Foundation
import Ledger
import SocialModel

// How many envelopes are taken in on one core, beside what cannot be saved of that: verifying their signatures, and
// parsing their two documents by libxml2 alone. All in turn, in one run.
//
//   swift run -c release IntakeBenchmark [envelopes]

/// Envelopes of 280 characters by people with keys of 4,096 bits.
struct Post {
    let bytes: [UInt8]
    let payload: [UInt8]
    let signature: [UInt8]
    let base: [UInt8]
}

struct Sender {
    let id: DiasporaID
    let key: PrivateKey
    let publicKey: PublicKey
    let pem: String

    init(_ number: Int) throws {
        guard let id = DiasporaID("person\(number)@pod\(number).example") else { throw CocoaError(.coderInvalidValue) }
        self.id = id
        key = try PrivateKey.generate(bits: 4_096)
        pem = try key.publicPEM
        publicKey = try PublicKey(pem: pem)
    }

    /// The post of a number: text of some words, a tag, a mention, a link.
    func post(_ number: Int, to other: DiasporaID) throws -> Post {
        let words =
            "The kettle sings, the cat looks up, and #tea is ready for @{\(other)} at <https://a.example/\(number)>. "
        let text = String(String(repeating: words, count: 4).prefix(280))
        guard let guid = GUID(String(repeating: "0", count: 24) + String(10_000_000 + number)) else {
            throw CocoaError(.coderInvalidValue)
        }
        let post = StatusMessage(
            author: id,
            guid: guid,
            createdAt: Timestamp(seconds: 1_700_000_000 + Int64(number)),
            isPublic: true,
            text: text
        )
        let payload = EntityWriter.bytes(.statusMessage(post))
        let bytes = try MagicEnvelope.seal(payload: payload, sender: id, key: key)
        let tail = ".YXBwbGljYXRpb24veG1s.YmFzZTY0dXJs.UlNBLVNIQTI1Ng=="
        return Post(
            bytes: bytes,
            payload: payload,
            signature: try MagicEnvelope(parsing: bytes).signature,
            base: Base64URL.encode(payload) + Array(tail.utf8)
        )
    }
}

/// A document parsed into libxml2's own tree, and freed: the least that reading it costs.
func parse(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
        let options = CInt(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
        guard let start = buffer.bindMemory(to: CChar.self).baseAddress,
            let document = xmlReadMemory(start, CInt(buffer.count), nil, nil, options)
        else { return false }
        xmlFreeDoc(document)
        return true
    }
}

/// A ledger that knows the senders, and takes their posts in.
struct Desk {
    let folder: String
    let writer: LedgerWriter

    init(_ senders: [Sender]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "millrace-intake-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        writer = try Ledger(folder: folder).openWriter()
        let people = senders.enumerated().map { number, sender in
            var put = PersonPut(id: sender.id, guid: GUID("person-of-the-benchmark-\(number)"))
            put.publicKey = .set(sender.pem)
            return Change.personPut(put)
        }
        _ = try writer.commit([(.apply(people, skipRefused: false), Timestamp(seconds: 1_700_000_000))])
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

/// What OpenSSL itself says how many signatures it verifies a second on this core; nil where there is no `openssl`.
func opensslSpeed() -> Double? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl", "speed", "-seconds", "2", "rsa4096"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").last.flatMap { $0.split(separator: " ").last }.flatMap { Double($0) }
}

let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2_000
let now = Timestamp(seconds: 1_700_100_000)
let senders = try (1...4).map { try Sender($0) }
let posts = try (0..<count).map { try senders[$0 % 4].post($0, to: senders[($0 + 1) % 4].id) }
let ready = Dictionary(uniqueKeysWithValues: senders.map { ($0.id, ReadyKey.ready($0.publicKey, pem: $0.pem)) })
let characters = posts.map(\.bytes.count).reduce(0, +) / count
print("\(count) envelopes of \(characters) bytes, RSA 4096, posts of 280 characters")

/// What is measured: of all posts, how many come through.
let kinds: [(name: String, run: () throws -> Int)] = [
    (
        "verify by libcrypto",
        {
            posts.enumerated().count {
                senders[$0.offset % 4].publicKey.verifies($0.element.signature, of: $0.element.base)
            }
        }
    ),
    ("parse both documents by libxml2", { posts.count { parse($0.bytes) && parse($0.payload) } }),
    (
        "read and verify",
        {
            try posts.count {
                _ = try IncomingEnvelope($0.bytes, receivedAt: now) { ready[$0] ?? .neverGiven }
                return true
            }
        }
    ),
    (
        "read, verify, apply and commit, 256 a group",
        {
            let desk = try Desk(senders)
            defer { desk.remove() }
            var accepted = 0
            for start in stride(from: 0, to: posts.count, by: 256) {
                let group = try posts[start..<min(start + 256, posts.count)].map { post in
                    (
                        WriteCall.receive(
                            try IncomingEnvelope(post.bytes, receivedAt: now) { ready[$0] ?? .neverGiven }
                        ), now
                    )
                }
                for result in try desk.writer.commit(group).results where try result.get().status == .accepted {
                    accepted += 1
                }
            }
            return accepted
        }
    ),
]

var times = Array(repeating: [Double](), count: kinds.count)
for _ in 0..<9 {
    for (index, kind) in kinds.enumerated() {
        let clock = ContinuousClock()
        var through = 0
        let time = try clock.measure { through = try kind.run() }
        guard through == count else { fatalError("\(kind.name): \(through) of \(count)") }
        times[index].append(time / .microseconds(1) / Double(count))
    }
}
if let speed = opensslSpeed() {
    print(String(format: "%9.1f µs  %8.0f/s  verify, by openssl speed rsa4096", 1e6 / speed, speed))
}
let medians = times.map { $0.sorted()[$0.count / 2] }
for (kind, median) in zip(kinds, medians) {
    let line = String(format: "%9.1f µs  %8.0f/s  ", median, 1e6 / median)
    print(line + kind.name)
}
let least = medians[0] + medians[1]
print(
    String(
        format: "read and verify runs at %.2f of what verifying and parsing allow (%.0f/s)",
        least / medians[2],
        1e6 / least
    )
)
print(String(format: "the whole way to the disk at %.2f", least / medians[3]))
