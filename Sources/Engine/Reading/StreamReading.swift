import Ledger
import SocialModel
import Streams
import Wire

/// A page at work: what is found of it, and what is written.
///
/// A read that needs long is done in stretches, between which others have their turn.
public struct StreamReading: Sendable {
    let request: StreamRequest
    let query: StreamQuery
    /// The sequence number at its beginning: who subscribes from there on misses nothing.
    let seq: UInt64
    var reader: PageReader
    /// Whether a stretch was read already, since which the index may have changed.
    var isBegun = false
    /// How many of the places found are written, or were passed over.
    var handled = 0
    var written = 0
    /// Below which place the next page begins.
    var before: OrderKey

    init(_ request: StreamRequest, _ query: StreamQuery, seq: UInt64) {
        self.request = request
        self.query = query
        self.seq = seq
        before = request.before
        reader = PageReader(query, before: before, limit: request.limit, probing: true)
    }
}

extension Engine {
    /// How many posts a read looks at before it lets others have their turn, about 200 µs of work.
    ///
    /// Measured in posts, so that what is read does not depend on the clock.
    static let stepsPerStretch = 4_096
    /// A card that has to be made counts as so many posts.
    static let stepsPerCard = 2_048

    /// Begins to read a page.
    public func begin(_ request: StreamRequest) throws(EngineError) -> StreamReading {
        StreamReading(request, try query(request), seq: seq)
    }

    /// Goes on with a page for a stretch: appends items, comma-separated, and says where the next page begins; nil as
    /// long as there is more to do.
    public func advance(_ reading: inout StreamReading, into output: inout [UInt8]) throws(EngineError) -> PageEnd? {
        let mayBeStale = reading.isBegun
        reading.isBegun = true
        if !reading.reader.isComplete {
            reading.reader.advance(index, steps: Self.stepsPerStretch)
            guard reading.reader.isComplete else { return nil }
        }
        let request = reading.request
        let viewer = try itemViewer(reading.query.viewer)
        var steps = Self.stepsPerStretch
        while reading.written < request.limit, reading.handled < min(reading.reader.keys.count, reading.reader.limit) {
            if steps <= 0 { return nil }
            let key = reading.reader.keys[reading.handled]
            reading.handled += 1
            reading.before = key
            // Where it was found a stretch ago whoever may not see it any more does not.
            if mayBeStale, !index.isVisible(key.post, to: reading.query.viewer) { continue }
            let cardsMade = shelf.made
            let start = output.count
            if reading.written > 0 { output.append(UInt8(ascii: ",")) }
            var appearance = ItemAppearance(
                showsNSFW: request.showsNSFW,
                trailing: try resharedBy(key.post, reading.query)
            )
            if request.explains { appearance.trailing += Self.member(index.explain(key.post, reading.query)) }
            if try appendItem(key.post, for: viewer, appearance, to: &output) {
                reading.written += 1
            } else {
                output.removeLast(output.count - start)
            }
            steps -= (shelf.made - cardsMade) * Self.stepsPerCard
        }
        let hasMore = reading.reader.keys.count > reading.reader.limit
        guard hasMore, reading.written < request.limit else {
            return PageEnd(next: hasMore ? reading.before : nil, seq: reading.seq)
        }
        // A post that was retracted a moment ago may still be in the index and gone from the ledger: it is passed over,
        // and the page filled from below.
        let missing = request.limit - reading.written
        reading.reader = PageReader(reading.query, before: reading.before, limit: missing, probing: true)
        reading.handled = 0
        return nil
    }
}
