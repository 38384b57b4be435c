import Media
import TestSupport
import Testing

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
