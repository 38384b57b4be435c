import Foundation
import JSON
import Media
import RPC
import TestSupport
import Testing
import Wire

/// What hostile files do to a worker: nothing; each has its typed verdict, and the next photo is as welcome as ever.
@Suite struct HostileCorpusTests {
    @Test func everyFileHasItsVerdictAndTheSameWorkerLivesOn() throws {
        let files = try HostileFile.all()
        #expect(files.count >= 60)
        #expect(Set(files.map(\.name)).count == files.count)
        let worker = try LoneWorker()
        for file in files {
            let answer = try #require(try worker.answer(to: file.bytes), "\(file.name) ended the worker")
            check(answer, file)
        }
        let photo = try PictureMaker().picture(seed: 1, width: 90, height: 60, format: .jpeg)
        let last = try #require(try worker.answer(to: photo))
        #expect(last.photo?.width == 90)
        #expect(last.peakMemory > 0 && last.peakMemory <= 256 << 20, "\(last.peakMemory >> 20) MiB")
    }

    @Test func anEngineAnswersReadsMeanwhile() async throws {
        let engine = try await ServedEngine()
        let (writer, reader) = (try await engine.client(), try await engine.client())
        var history = RandomHistory(seed: 5)
        _ = try await writer.apply(history.beginning)
        for _ in 0..<60 { _ = try await writer.apply([history.next().change], skipRefused: true) }
        let page: JSONObject = ["stream": "public", "limit": 15]
        let before = try await reader.call("stream.read", page)
        #expect(before["items"]?.array?.isEmpty == false)
        let files = try HostileFile.all()
        async let verdicts = verdicts(of: files, writer)
        var pages = 0
        // As many reads as there are files, while these are looked at.
        for _ in files {
            #expect(try await reader.call("stream.read", page) == before)
            pages += 1
        }
        let reasons = try await verdicts
        #expect(pages == files.count && reasons.count == files.count)
        for (file, reason) in zip(files, reasons) {
            if case .refused(let expected) = file.verdict {
                #expect(reason.map { expected.contains($0) } == true, "\(file.name): \(reason ?? "taken")")
            }
        }
        let media = try #require(try await reader.call("engine.status")["media"])
        #expect(media["crashed"] == 0 && media["timed_out"] == 0 && media["waiting"] == 0)
        #expect(engine.stop() == 0)
    }

    /// Why each file was refused, by `photo.process`; nil for those that were taken.
    private func verdicts(of files: [HostileFile], _ client: RPCClient) async throws -> [String?] {
        try await withThrowingTaskGroup(of: (Int, String?).self) { group in
            for (index, file) in files.enumerated() {
                let parameters: JSONObject = [
                    "data": .string(Data(file.bytes).base64EncodedString()), "deadline_ms": 600_000,
                ]
                group.addTask {
                    (index, try await fault { _ = try await client.call("photo.process", parameters) }?.reason)
                }
            }
            return try await group.reduce(into: [String?](repeating: nil, count: files.count)) { $0[$1.0] = $1.1 }
        }
    }

    private func check(_ answer: WorkerAnswer, _ file: HostileFile) {
        let words: Comment = "\(file.name): \(String(describing: answer.error))"
        switch file.verdict {
        case .refused(let reasons):
            #expect(answer.photo == nil, words)
            #expect(answer.error.map { reasons.contains($0.reason) } == true, words)
        case .taken(let frames, let firstFrameOnly):
            #expect(answer.photo?.frames == frames, words)
            #expect(answer.photo?.firstFrameOnly == firstFrameOnly, words)
        case .settled:
            // What is not the picture's fault would be ours.
            #expect(answer.photo != nil || answer.error?.isRefusal == true, words)
        }
    }
}
