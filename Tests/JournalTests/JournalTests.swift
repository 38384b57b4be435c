import Foundation
import Glibc
import Isolation
import Logging
import TestSupport
import Testing

@testable import Journal

/// What the journal hears, by a datagram socket such as it has.
@Suite struct JournalTests {
    /// The journal's side of it.
    private struct Listener {
        let socket: DatagramSocket

        init(_ path: String) throws { socket = try DatagramSocket(path) }

        /// The fields of the next entry, read as the journal reads them; nil if there is none.
        func next() throws -> [String: String]? {
            guard let bytes = socket.next() else { return nil }
            var rest = bytes[...]
            var fields: [String: String] = [:]
            while !rest.isEmpty {
                let line = rest.prefix { $0 != UInt8(ascii: "\n") }
                rest = rest.dropFirst(line.count + 1)
                let name = line.prefix { $0 != UInt8(ascii: "=") }
                var value = line.dropFirst(name.count + 1)
                if name.count == line.count {
                    let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
                    value = rest.dropFirst(8).prefix(length)
                    rest = rest.dropFirst(8 + length)
                    try #require(rest.popFirst() == UInt8(ascii: "\n"))
                }
                let text: String = try #require(String(bytes: value, encoding: .utf8))
                fields[String(decoding: name, as: UTF8.self)] = text
            }
            return fields
        }
    }

    private let folder: ScratchFolder
    private let path: String
    private let kept = Lines()

    init() throws {
        folder = try ScratchFolder()
        path = folder.path + "/journal"
    }

    private func log() throws -> Logger {
        let socket = try #require(JournalSocket(path))
        let kept = kept
        return Logger(label: "test") { _ in JournalLogHandler("millrace", to: socket, fallback: Keeper(kept: kept)) }
    }

    @Test func anEntryHasItsMetadataAsFields() throws {
        let journal = try Listener(path)
        var log = try log()
        log[metadataKey: "pod"] = "pod.example"
        log.error("a request failed", metadata: ["method": "stream.read", "id": "7", "odd kéy=\n": "a=b"])
        #expect(
            try journal.next() == [
                "MESSAGE": "a request failed", "PRIORITY": "3", "SYSLOG_IDENTIFIER": "millrace",
                "MILLRACE_METHOD": "stream.read", "MILLRACE_ID": "7", "MILLRACE_POD": "pod.example",
                "MILLRACE_ODD_K_Y__": "a=b", "MILLRACE_MODULE": "JournalTests",
            ]
        )
        log.info("said")
        #expect(try journal.next()?["PRIORITY"] == "6")
        log.debug("not said")
        #expect(try journal.next() == nil)
        #expect(kept.all.isEmpty)
    }

    /// Nothing that somebody wrote becomes a field of its own.
    @Test func aValueOfSeveralLinesStaysOne() throws {
        let journal = try Listener(path)
        let text = "one\nPRIORITY=0\n\nfour"
        try log().warning("\(text)", metadata: ["text": "\(text)\n"])
        let entry = try #require(try journal.next())
        #expect(entry["MESSAGE"] == text)
        #expect(entry["MILLRACE_TEXT"] == text + "\n")
        #expect(entry["PRIORITY"] == "4")
        #expect(entry.count == 5)
    }

    @Test func whatIsTooLongIsCutBetweenCharacters() throws {
        let journal = try Listener(path)
        let long = "x" + String(repeating: "é", count: 200_000)
        let many = (0..<20).map { ("key\($0)", Logger.MetadataValue.string(long)) }
        try log().error("\(long)", metadata: Logger.Metadata(uniqueKeysWithValues: many))
        let entry = try #require(try journal.next())
        let message = try #require(entry["MESSAGE"])
        #expect(message.utf8.count == JournalEntry.longestValue - 1)
        #expect(long.hasPrefix(message))
        #expect(entry["PRIORITY"] == "3")
        #expect(entry["SYSLOG_IDENTIFIER"] == "millrace")
        #expect(kept.all.isEmpty)
        #expect(JournalEntry.name(String(repeating: "k", count: 100)).utf8.count == JournalEntry.longestName)
    }

    @Test func whatTheJournalDoesNotTakeGoesWhereItWent() throws {
        var log = try log()
        log[metadataKey: "pod"] = "pod.example"
        log.error("nobody is there")
        #expect(kept.all == [#"nobody is there ["pod": pod.example]"#])

        // It came back, and then hangs: its queue is full at some time, and nobody waits.
        let journal = try Listener(path)
        var sent = 0
        while kept.all.count == 1 {
            log.error("\(sent)")
            sent += 1
        }
        #expect(sent > 1)
        #expect(try journal.next()?["MESSAGE"] == "0")
        #expect(JournalSocket(String(repeating: "x", count: 200)) == nil)
    }

    @Test func standardErrorIsTheJournalIfTheManagerSaysSo() throws {
        let file = open(folder.path + "/file", O_CREAT | O_RDWR, 0o600)
        defer { close(file) }
        var status = stat()
        try #require(fstat(file, &status) == 0)
        #expect(JournalSocket.takes(file, stream: "\(status.st_dev):\(status.st_ino)"))
        #expect(!JournalSocket.takes(file, stream: "\(status.st_dev):\(status.st_ino + 1)"))
        #expect(!JournalSocket.takes(file, stream: "nonsense"))
        #expect(!JournalSocket.takes(file, stream: nil))
        #expect(!JournalSocket.takes(-1, stream: "0:0"))
    }
}
