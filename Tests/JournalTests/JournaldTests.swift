import Foundation
import Glibc
import Logging
import TestSupport
import Testing

@testable import Journal

/// A journald of a test's own: in a mount namespace where `/run` is a folder.
private final class Journald {
    private static let program = "/lib/systemd/systemd-journald"
    private static let settings = "/etc/systemd/journald.conf"
    private let folder: ScratchFolder
    private let process: Program

    var socket: String { folder.path + "/run/systemd/journal/socket" }

    /// Whether one can be run: by root, where systemd is installed.
    static var canRun: Bool {
        let machine = (try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)) ?? ""
        return getuid() == 0 && machine.count > 32 && FileManager.default.fileExists(atPath: settings)
            && [program, "/usr/bin/journalctl"].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Starts one, and waits until it says that it is ready.
    init() throws {
        folder = try ScratchFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/run/systemd/journal",
            withIntermediateDirectories: true
        )
        let settings = "[Journal]\nStorage=volatile\nReadKMsg=no\nAudit=no\nRateLimitBurst=0\nForwardToWall=no\n"
        try settings.write(toFile: folder.path + "/journald.conf", atomically: true, encoding: .utf8)
        let manager = try DatagramSocket(folder.path + "/notify")
        let script = """
            set -e
            mount --bind "$0/journald.conf" \(Self.settings)
            mount --bind "$0/run" /run
            exec \(Self.program)
            """
        process = try Program(
            "/usr/bin/unshare",
            ["--mount", "/bin/sh", "-c", script, folder.path],
            environment: ["NOTIFY_SOCKET": manager.path]
        )
        try #require(manager.lines(until: "READY=1") != nil)
    }

    func stop() {
        process.signal(SIGTERM)
        process.wait()
    }

    /// Its entries of this program, oldest first.
    func entries() throws -> [[String: String]] {
        // It answers when it has written all that was sent before.
        #expect(try call(["--sync"]).status == 0)
        let found = try call(["--all", "--output", "json", "SYSLOG_IDENTIFIER=millrace"])
        return try found.output.split(separator: UInt8(ascii: "\n")).map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
                .compactMapValues { $0 as? String }
        }
    }

    private func call(_ arguments: [String]) throws -> Program.Outcome {
        let here = ["--mount", "--target", "\(process.identifier)", "/usr/bin/journalctl"]
        return try Program.run("/usr/bin/nsenter", here + arguments)
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

        let entries = try journal.entries()
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
