import Ledger
import Query
import SocialModel
import Testing

@testable import Streams

/// What the columns tell of a query may let too many posts pass, and never one too few.
@Suite struct ColumnBoxTests {
    /// Around the count from which on a column has the same byte for all.
    private static let edges = [0, 1, 253, 254, 255, 256, 300, 70_000]

    @Test(arguments: [Counter.likes, .comments, .reshares]) func countsBeyondAByteMayMatch(counter: Counter) {
        for low in Self.edges {
            for high in Self.edges where low <= high {
                let box = ColumnBox(counter, low...high)
                for count in Self.edges {
                    var counts = PostCounts()
                    switch counter {
                    case .likes: counts.likes = UInt32(count)
                    case .comments: counts.comments = UInt32(count)
                    case .reshares: counts.reshares = UInt32(count)
                    }
                    let passes = box.has(CountColumn.Small(counts))
                    if (low...high).contains(count) { #expect(passes, "\(count) in \(low)...\(high)") }
                    if count < 255, !(low...high).contains(count) { #expect(!passes, "\(count) in \(low)...\(high)") }
                }
            }
        }
    }

    @Test func stretchesOfTimeEndWithTheColumn() throws {
        let beyond = Int64(UInt32.max) + 9
        #expect(ColumnBox.written(-5..<0).isEmpty)
        #expect(ColumnBox.written(7..<7).isEmpty)
        #expect(ColumnBox.written(beyond..<beyond + 1).isEmpty)
        #expect(ColumnBox.written(.min ..< .max).map(\.seconds) == [0 ... .max])
        #expect(ColumnBox.written(-5..<1).map(\.seconds) == [0...0])
        #expect(ColumnBox.written(Int64(UInt32.max)..<beyond).map(\.seconds) == [.max ... .max])
    }

    @Test func nothingIsInTwoBoxesThatExcludeEachOther() throws {
        let (video, other) = (ColumnBox(.video, isSet: true), ColumnBox(.video, isSet: false))
        let (one, two) = (ColumnBox(author: PersonNumber(1)), ColumnBox(author: PersonNumber(2)))
        #expect(video.intersection(other) == nil)
        #expect(one.intersection(two) == nil)
        #expect(ColumnBox(.likes, 0...2).intersection(ColumnBox(.likes, 3...9)) == nil)
        #expect(ColumnBox(.en).intersection(ColumnBox(.de)) == nil)
        let both = try #require(video.intersection(one)?.intersection(ColumnBox(.en)))
        #expect(both.author == 1)
        #expect(both.mask == PostFlags.video.rawValue | PostFlags.languageBits)
        #expect(both.flags == PostFlags.video.rawValue | Language.en.number << 8)
        #expect(both.intersection(ColumnBox(.likes, 3...9))?.has(CountColumn.Small(PostCounts())) == false)
    }
}
