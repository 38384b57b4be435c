import Foundation
import Isolation
import Media

/// What a second worker adds.
enum Cores {
    /// The same photos by one worker, and by two at once.
    static func measure() throws {
        let photos = try (0..<8).map { seed in
            try PictureMaker().picture(seed: UInt64(seed), width: 2_000, height: 1_500, format: .jpeg)
        }
        let one = try rate(photos, workers: 1)
        let two = try rate(photos, workers: 2)
        print(
            String(
                format: "3 MP jpeg, all versions: %.2f a second by one worker, %.2f by two (× %.2f)",
                one,
                two,
                two / one
            )
        )
    }

    private static func rate(_ photos: [[UInt8]], workers: Int) throws -> Double {
        let begin = ContinuousClock.now
        let failure = Locked<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: workers) { number in
            do {
                let worker = try Worker()
                for index in stride(from: number, to: photos.count, by: workers) {
                    _ = try worker.seconds(photos[index], PhotoRecipe())
                }
            } catch { failure.withLock { $0 = error } }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        return Double(photos.count) / (begin.duration(to: .now) / .seconds(1))
    }
}
