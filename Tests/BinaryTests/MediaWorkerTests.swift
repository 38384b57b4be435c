import Foundation
import Glibc
import JSON
import RPC
import TestSupport
import Testing
import Wire

/// Photos are decoded in other processes, and what breaks these breaks nothing else.
@Suite struct MediaWorkerTests {
    private func png(width: Int, height: Int) throws -> [UInt8] {
        let script = repository.appendingPathComponent("Tests/Servers/flat_png.py").path
        let outcome = try Program.run("python3", [script, String(width), String(height)])
        try #require(outcome.status == 0)
        return outcome.output
    }

    private func parameters(_ bytes: [UInt8]) -> JSONObject {
        ["data": .string(Data(bytes).base64EncodedString()), "deadline_ms": 600_000]
    }

    private func reason(_ client: RPCClient, _ bytes: [UInt8]) async throws -> String? {
        do {
            _ = try await client.call("photo.process", parameters(bytes))
            return nil
        } catch let RPCClientError.fault(fault) {
            #expect(fault.code == .unsupportedMedia)
            return fault.reason
        }
    }

    /// The processes that a process has started.
    private func children(of program: Program) throws -> [pid_t] {
        let pid = program.identifier
        let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")
        return try tasks.flatMap { task in
            try String(contentsOfFile: "/proc/\(pid)/task/\(task)/children", encoding: .utf8).split(separator: " ")
                .compactMap { pid_t($0) }
        }
    }

    private func media(_ client: RPCClient) async throws -> JSONValue {
        try #require(try await client.call("engine.status")["media"])
    }

    @Test func aPhotoIsDecodedInAConfinedProcess() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        #expect(try children(of: engine.program).isEmpty)
        let photo = try await client.call("photo.process", parameters(try png(width: 800, height: 600)))
        #expect(photo["width"] == 800)
        #expect(photo["versions"]?["scaled_full"]?["width"] == 700)
        let worker = try #require(try children(of: engine.program).first)
        let status = try String(contentsOfFile: "/proc/\(worker)/status", encoding: .utf8)
        let media = try await media(client)
        // Where the kernel can hold it, it does, and what holds is told.
        #expect((media["confined_calls"] == true) == status.contains("Seccomp:\t2"))
        #expect(media["confined_files"]?.bool != nil)
        // Nor is there a thread that was begun before; one that has ended meanwhile tells nothing.
        for task in try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker)/task") {
            let thread = try? String(contentsOfFile: "/proc/\(worker)/task/\(task)/status", encoding: .utf8)
            #expect(
                (media["confined_calls"] == true) == (thread?.contains("Seccomp:\t2") ?? status.contains("Seccomp:\t2"))
            )
        }
        let limits = try String(contentsOfFile: "/proc/\(worker)/limits", encoding: .utf8)
        #expect(limits.split(separator: "\n").contains { $0.hasPrefix("Max open files") && $0.contains(" 64 ") })
        #expect(limits.split(separator: "\n").contains { $0.hasPrefix("Max core file size") && $0.contains(" 0 ") })
        // It steps back behind whoever serves pages: the 17th number behind its name is its niceness.
        let stat = try String(contentsOfFile: "/proc/\(worker)/stat", encoding: .utf8)
        #expect(try #require(stat.split(separator: ")").last).split(separator: " ")[16] == "10")
        // Only its own socket and standard error.
        let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker)/fd")
        #expect(Set(files).isSubset(of: ["0", "1", "2", "3", "4", "5"]), "\(files)")
        #expect(media["started"] == 1 && media["processed"] == 1)
        #expect(engine.stop() == 0)
        // Without its engine a worker ends.
        while kill(worker, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func aWorkerThatDiesCostsOnePhoto() async throws {
        let engine = try await ServedEngine(in: ScratchFolder(), environment: ["MILLRACE_MEDIA_WORKERS": "1"])
        let client = try await engine.client()
        let photo = try png(width: 300, height: 200)
        #expect(try await reason(client, photo) == nil)
        let worker = try #require(try children(of: engine.program).first)
        // Stopped, so that it is surely at work when it dies.
        kill(worker, SIGSTOP)
        async let lost = reason(client, try png(width: 301, height: 200))
        while try await media(client)["waiting"]?.integer == nil { try await Task.sleep(for: .milliseconds(1)) }
        async let next = reason(client, try png(width: 302, height: 200))
        while try await media(client)["waiting"] != 1 { try await Task.sleep(for: .milliseconds(5)) }
        kill(worker, SIGKILL)
        let results = try await [lost, next]
        // Which of the two came first is for the scheduler to say; one was lost, and the other got a new worker.
        #expect(results.compactMap { $0 } == ["worker_crashed"])
        let after = try await media(client)
        #expect(after["crashed"] == 1 && after["started"] == 2 && after["processed"] == 2)
        #expect(engine.stop() == 0)
    }

    @Test func aWorkerThatTakesTooLongIsEnded() async throws {
        let engine = try await ServedEngine(
            in: ScratchFolder(),
            environment: ["MILLRACE_MEDIA_WORKERS": "1", "MILLRACE_MEDIA_SECONDS": "1"]
        )
        let client = try await engine.client()
        // However slow the machine: a worker that does not start within the second is one that took too long.
        var answer = try await reason(client, try png(width: 20, height: 20))
        while answer == "worker_timed_out" { answer = try await reason(client, try png(width: 20, height: 20)) }
        let worker = try #require(try children(of: engine.program).first)
        kill(worker, SIGSTOP)
        #expect(try await reason(client, try png(width: 21, height: 20)) == "worker_timed_out")
        #expect(kill(worker, 0) != 0)
        #expect(engine.stop() == 0)
    }

    @Test func memoryIsLimitedInTheWorkerItself() throws {
        let folder = try ScratchFolder()
        // A limit that promises more than the process may take: what the header says is believed, and the kernel objects.
        let ends = try socketPair()
        let program = try Program(
            millraceProgram,
            ["media-worker", "--folder", folder.path, "--memory", "0"],
            Program.Files(input: ends.theirs, output: ends.theirs)
        )
        close(ends.theirs)
        let photo = try png(width: 9_000, height: 9_000)
        let limits =
            #"{"bytes":100000000,"pixels":1000000000,"frames":10,"scans":9,"animationFrames":9,"#
            + #""animationPixels":9,"memory":1000000000000}"#
        let request =
            #"{"bytes":\#(photo.count),"limits":\#(limits),"recipe":{"keepsFull":true,"versions":[]}}"#
        let head = (0..<4).map { UInt8(truncatingIfNeeded: request.utf8.count >> (8 * $0)) }
        let file = FileHandle(fileDescriptor: ends.ours, closeOnDealloc: true)
        try file.write(contentsOf: Data(head + Array(request.utf8) + photo))
        shutdown(ends.ours, Int32(SHUT_WR))
        let answer = try file.readToEnd() ?? Data()
        program.wait()
        // It says so, or dies of it; either way nothing was stored.
        #expect(answer.isEmpty || String(decoding: answer, as: UTF8.self).contains(#""error""#))
        #expect(
            try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".webp") }.isEmpty
        )
    }
}
