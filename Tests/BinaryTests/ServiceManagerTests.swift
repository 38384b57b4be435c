import Foundation
import Glibc
import JSON
import RPC
import TestSupport
import Testing

/// What systemd hears of a service, by a socket such as it has.
@Suite struct ServiceManagerTests {
    @Test func itHearsWhenTheEngineIsReadyAliveAndStopping() async throws {
        let folder = try ScratchFolder()
        let manager = try DatagramSocket(folder.path + "/notify")
        let environment = ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "30000"]
        let engine = try await ServedEngine(in: folder, environment: environment)
        _ = try #require(manager.lines(until: "READY=1"))
        for _ in 1...3 { _ = try #require(manager.lines(until: "WATCHDOG=1")) }
        // It is read until it says that it stops: a full queue makes who sends wait.
        engine.program.signal(SIGTERM)
        let last = try #require(manager.lines(until: "STOPPING=1"))
        #expect(!last.contains("READY=1"))
        #expect(engine.program.wait() == 0)
    }

    /// A manager that hangs does not hold up the engine, nor its end.
    @Test func whoDoesNotReadHoldsUpNothing() async throws {
        let folder = try ScratchFolder()
        let manager = try DatagramSocket(folder.path + "/notify")
        let environment = ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "3000"]
        let engine = try await ServedEngine(in: folder, environment: environment)
        let client = try await engine.client()
        // By then the queue has long been full.
        for _ in 1...50 {
            #expect(try await client.call("engine.status", [:])["seq"]?.integer == 0)
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(engine.stop() == 0)
        #expect(manager.lines(until: "READY=1") != nil)
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
