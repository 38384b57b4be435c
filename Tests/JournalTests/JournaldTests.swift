import Foundation
import Glibc
import Logging
import TestSupport
import Testing

@testable import Journal

/// A journald of a test's own: in a mount namespace where `/run` is a folder.
private final class Journald {
    private static let program = "/lib/systemd/systemd-journald"
    private let folder: ScratchFolder
    private let process = Process()

    var socket: String { folder.path + "/run/systemd/journal/socket" }

    /// Whether one can be run: by root, where systemd is installed.
    static var canRun: Bool {
        let needed = [program, "/usr/bin/journalctl", "/etc/systemd/journald.conf"]
        let machine = (try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)) ?? ""
        return getuid() == 0 && machine.count > 32
            && needed.allSatisfy { FileManager.default.isExecutableFile(atPath: $0) || $0.hasSuffix(".conf") }
    }

    init() throws {
        folder = try ScratchFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/run/systemd/journal",
            withIntermediateDirectories: true
        )
        let settings = "[Journal]\nStorage=volatile\nReadKMsg=no\nAudit=no\nRateLimitBurst=0\nForwardToWall=no\n"
        try settings.write(toFile: folder.path + "/journald.conf", atomically: true, encoding: .utf8)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        let script = """
            set -e
            mount --bind "$0/journald.conf" /etc/systemd/journald.conf
            mount --bind "$0/run" /run
            exec \(Self.program)
            """
        process.arguments = ["--mount", "/bin/sh", "-c", script, folder.path]
        process.standardError = FileHandle.nullDevice
        try process.run()
        while !FileManager.default.fileExists(atPath: socket) {
            try #require(process.isRunning)
            usleep(10_000)
        }
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Its entries of this program, oldest first, as soon as there are so many.
    func entries(_ count: Int) throws -> [[String: String]] {
        while true {
            let found = try read()
            if found.count >= count { return found }
            try #require(process.isRunning)
            usleep(10_000)
        }
    }

    private func read() throws -> [[String: String]] {
        let (reader, output) = (Process(), Pipe())
        reader.executableURL = URL(fileURLWithPath: "/usr/bin/journalctl")
        reader.arguments = [
            "--directory", folder.path + "/run/log/journal", "--all", "--output", "json", "SYSLOG_IDENTIFIER=millrace",
        ]
        reader.standardOutput = output
        reader.standardError = FileHandle.nullDevice
        try reader.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        reader.waitUntilExit()
        return try text.split(separator: UInt8(ascii: "\n")).map { line in
            try #require(JSONSerialization.jsonObject(with: line) as? [String: Any]).compactMapValues { $0 as? String }
        }
    }
}

/// What systemd's own journal keeps of what is sent to it.
@Suite(.enabled(if: Journald.canRun)) struct JournaldTests {
    @Test func theJournalKeepsEveryField() throws {
        let journal = try Journald()
        defer { journal.stop() }
        let kept = Lines()
        let socket = try #require(JournalSocket(journal.socket))
        let log = Logger(label: "test") { _ in
            JournalLogHandler("millrace", to: socket, fallback: Keeper(kept: kept))
        }
        log.error("a request failed", metadata: ["method": "stream.read", "odd kéy=\n": "a=b"])
        let lines = "one\nPRIORITY=0\n\nfour ☕"
        log.warning("\(lines)", metadata: ["text": "\(lines)\n"])
        let long = "x" + String(repeating: "é", count: 200_000)
        let names = (0..<20).map { "key\($0)" }
        log.info("\(long)", metadata: Logger.Metadata(uniqueKeysWithValues: names.map { ($0, .string(long)) }))
        log.notice("the last")

        let entries = try journal.entries(4)
        try #require(entries.count == 4)
        #expect(entries[0]["MESSAGE"] == "a request failed")
        #expect(entries[0]["PRIORITY"] == "3")
        #expect(entries[0]["MILLRACE_METHOD"] == "stream.read")
        #expect(entries[0]["MILLRACE_ODD_K_Y__"] == "a=b")
        #expect(entries[0]["_PID"] == "\(getpid())")
        #expect(entries[1]["MESSAGE"] == lines)
        #expect(entries[1]["MILLRACE_TEXT"] == lines + "\n")
        #expect(entries[1]["PRIORITY"] == "4")
        let message = try #require(entries[2]["MESSAGE"])
        #expect(long.hasPrefix(message) && message.utf8.count == JournalEntry.longestValue - 1)
        #expect(entries[2]["MILLRACE_KEY0"] == message)
        #expect(entries[3]["MESSAGE"] == "the last")
        #expect(kept.all.isEmpty)

        journal.stop()
        log.error("nobody is there")
        #expect(kept.all == ["nobody is there [:]"])
    }
}
