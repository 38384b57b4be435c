import Foundation
import Media
import TestSupport
import Testing

/// Pictures with random damage, given to a real worker: each gets a typed answer, and none ends the worker.
///
/// `make fuzz-worker` does it for FUZZ_SECONDS; what ends a worker is kept in the folder FUZZ_FINDINGS.
@Suite struct WorkerFuzzTests {
    private static let seconds = ProcessInfo.processInfo.environment["FUZZ_SECONDS"].flatMap { Int($0) }
    private static let findings = ProcessInfo.processInfo.environment["FUZZ_FINDINGS"]
    private static let mostMemory = 256 << 20

    @Test func damagedPicturesEndNoWorker() throws {
        let seed = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)
        print("fuzzing workers: seed \(seed)")
        var damage = PictureDamage(try Self.pictures(), seed: seed)
        let end = Self.seconds.map { ContinuousClock.now + .seconds($0) }
        var worker = try LoneWorker()
        var tally = Tally()
        while end.map({ ContinuousClock.now < $0 }) ?? (tally.tried < 150) {
            let picture = damage.next()
            tally.tried += 1
            let begin = ContinuousClock.now
            let answer = try worker.answer(to: picture)
            tally.longest = max(tally.longest, begin.duration(to: .now))
            switch (answer?.photo, answer?.error) {
            case (_?, nil): tally.taken += 1
            case (nil, let error?) where error.isRefusal: tally.refused[error.reason, default: 0] += 1
            case (_, let error):
                try keep(picture, seed, tally.tried)
                Issue.record("\(error.map { "\($0)" } ?? "the worker died"): seed \(seed), picture \(tally.tried)")
            }
            tally.peak = max(tally.peak, answer?.peakMemory ?? 0)
            // As an engine does; and else the folder grows without end.
            if answer == nil || tally.tried % 200 == 0 {
                #expect(try drafts(in: worker.folder.path).isEmpty || answer == nil)
                worker = try LoneWorker()
            }
        }
        print("fuzzing workers: \(tally)")
        #expect(tally.peak < Self.mostMemory && tally.taken > 0 && !tally.refused.isEmpty, "seed \(seed)")
    }

    private struct Tally: CustomStringConvertible {
        var tried = 0
        var taken = 0
        var refused: [String: Int] = [:]
        var peak = 0
        var longest = Duration.zero

        var description: String {
            let reasons = refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            return "\(tried) pictures, \(taken) taken, \(reasons), \(peak >> 20) MiB at most, \(longest) at longest"
        }
    }

    /// One of each kind that is decoded differently.
    private static func pictures() throws -> [[UInt8]] {
        let maker = try PictureMaker()
        let plain = try [PictureFormat.jpeg, .progressiveJPEG, .png, .gif, .webp].map {
            try maker.picture(seed: 3, width: 120, height: 90, format: $0)
        }
        return plain + [Containers.exif(6, in: plain[0])]
            + (try HostileFile.all()).map(\.bytes).filter { $0.count < 40_000 }
    }

    private func keep(_ picture: [UInt8], _ seed: UInt64, _ number: Int) throws {
        guard let folder = Self.findings else { return }
        try Data(picture).write(to: URL(fileURLWithPath: "\(folder)/worker-\(seed)-\(number)"))
    }

    private func drafts(in folder: String) throws -> [String] {
        let files = FileManager.default.enumerator(atPath: folder)?.allObjects.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".tmp") }
    }
}
