import Foundation
import Testing

@testable import Corpus

@Suite struct RandomSourceTests {
    /// The sequence that the authors' own C code gives.
    @Test func givesTheReferenceSequences() {
        var spread = SplitMix64(seed: 1_234_567)
        #expect(spread.next() == 6_457_827_717_110_365_317)
        #expect(spread.next() == 3_203_168_211_198_807_973)
        #expect(spread.next() == 9_817_491_932_198_370_423)
        var source = RandomSource(state: [1, 2, 3, 4])
        #expect((0..<4).map { _ in source.next() } == [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
    }

    @Test func staysBelowItsBound() {
        var source = RandomSource(seed: 1)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[source.below(7)] += 1 }
        #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
        #expect(source.below(1) == 0)
        #expect(source.below(0) == 0)
        #expect(source.pick([Int]()) == nil)
    }

    @Test(arguments: [1e-9, 0.1, 0.5, 1, 1.5, 2, 10, 12_345.678, 1e12])
    func agreesWithTheLibraryOnLogarithms(value: Double) {
        #expect(abs(PortableMath.logarithm(value) - log(value)) < 1e-13)
    }

    @Test(arguments: [-20, -1, -0.1, 0, 0.3, 1, 2.5, 30])
    func agreesWithTheLibraryOnExponentials(value: Double) {
        #expect(abs(PortableMath.exponential(value) / exp(value) - 1) < 1e-13)
    }

    @Test func drawsWithTheMeanAndDeviationAskedFor() {
        var source = RandomSource(seed: 2)
        let count = 20_000
        let normal = (0..<count).map { _ in source.normal() }
        let mean = normal.reduce(0, +) / Double(count)
        let variance = normal.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(count)
        #expect(abs(mean) < 0.03)
        #expect(abs(variance - 1) < 0.05)
        for expected in [0.2, 3, 100] {
            let sum = (0..<count).map { _ in Double(source.poisson(mean: expected)) }.reduce(0, +)
            #expect(abs(sum / Double(count) / expected - 1) < 0.05)
        }
        let sorted = (0..<count).map { _ in source.logNormal(median: 50, sigma: 1) }.sorted()
        #expect(abs(sorted[count / 2] - 50) < 3)
    }

    @Test func drawsIndicesByTheirWeights() {
        var source = RandomSource(seed: 3)
        let sampler = WeightedSampler(weights: [1, 0, 3, 6])
        var counts = [0, 0, 0, 0]
        for _ in 0..<50_000 { counts[sampler.sample(&source)] += 1 }
        #expect(counts[1] == 0)
        #expect(abs(counts[0] - 5_000) < 400)
        #expect(abs(counts[2] - 15_000) < 600)
        #expect(abs(counts[3] - 30_000) < 600)
    }

    @Test func ranksFallByZipf() {
        var source = RandomSource(seed: 4)
        let sampler = WeightedSampler.zipf(count: 1_000, exponent: 1)
        var counts = [Int](repeating: 0, count: 1_000)
        for _ in 0..<100_000 { counts[sampler.sample(&source)] += 1 }
        #expect(abs(Double(counts[0]) / Double(counts[9]) - 10) < 1.5)
        #expect(abs(Double(counts[0]) / 100_000 - 1 / 7.485) < 0.01)
    }
}
