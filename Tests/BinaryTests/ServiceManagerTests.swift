import Foundation
import Glibc
import JSON
import RPC
import TestSupport
import Testing

/// What systemd hears of a service, by a socket such as it has.
@Suite struct ServiceManagerTests {
    /// A bound datagram socket.
    private final class NotifySocket: Sendable {
        let path: String
        private let descriptor: Int32

        init(_ path: String) throws {
            self.path = path
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
            let bound = withUnsafePointer(to: name) { name in
                name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            try #require(bound == 0)
        }

        deinit { close(descriptor) }

        /// The lines of all that came so far.
        func lines() -> [String] {
            var lines: [String] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                guard count > 0 else { return lines }
                lines += String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
            }
        }

        /// Waits for a line, and gives all up to it.
        func lines(until wanted: String) async throws -> [String] {
            var all: [String] = []
            while !all.contains(wanted) {
                all += lines()
                try await Task.sleep(for: .milliseconds(5))
            }
            return all
        }
    }

    @Test func itHearsWhenTheEngineIsReadyAliveAndStopping() async throws {
        let folder = try ScratchFolder()
        let manager = try NotifySocket(folder.path + "/notify")
        let environment = ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "30000"]
        let engine = try await ServedEngine(in: folder, environment: environment)
        _ = try await manager.lines(until: "READY=1")
        for _ in 1...3 { _ = try await manager.lines(until: "WATCHDOG=1") }
        // It is read until it says that it stops: a full queue makes who sends wait.
        engine.program.signal(SIGTERM)
        let last = try await manager.lines(until: "STOPPING=1")
        #expect(!last.contains("READY=1"))
        #expect(engine.program.wait() == 0)
    }

    /// A manager that hangs does not hold up the engine, nor its end.
    @Test func whoDoesNotReadHoldsUpNothing() async throws {
        let folder = try ScratchFolder()
        let manager = try NotifySocket(folder.path + "/notify")
        let environment = ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "3000"]
        let engine = try await ServedEngine(in: folder, environment: environment)
        let client = try await engine.client()
        // By then the queue has long been full.
        for _ in 1...50 {
            #expect(try await client.call("engine.status", [:])["seq"]?.integer == 0)
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(engine.stop() == 0)
        #expect(manager.lines().contains("READY=1"))
    }

    /// Without a socket, or with one that is gone, it serves as well.
    @Test(arguments: ["/nowhere/notify", "relative", ""])
    func nobodyHasToHear(path: String) async throws {
        let folder = try ScratchFolder()
        let engine = try await ServedEngine(in: folder, environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "1000"])
        let client = try await engine.client()
        #expect(try await client.call("engine.status", [:])["seq"]?.integer == 0)
        #expect(engine.stop() == 0)
    }
}
