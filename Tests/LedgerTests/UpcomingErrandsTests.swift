import Ledger
import SocialModel
import Testing

/// Queues whose owners sleep until the next of them is up: what they do not hear of waits for ever.
@Suite struct UpcomingErrandsTests {
    @Test func aPhotoIsUpOrWillBeWheneverSomebodyLooks() throws {
        let desk = try Desk()
        let photo = Photo(
            guid: Desk.guid("photo"),
            author: Desk.ana,
            isPublic: true,
            remotePath: "https://pod.example/",
            remoteName: "a.jpg"
        )
        try desk.apply(.photo(photo))
        let errand = try #require(try desk.reader.photos(upBy: Desk.now, limit: 5, remote: false).due.first)
        let time = Timestamp(seconds: Desk.now.seconds + 60)
        _ = try desk.writer.commit([(.photoFiles(.postpone(errand, until: time, reason: "original_missing")), Desk.now)]
        )
        for (microseconds, isUp) in [(-1, false), (0, true), (1, true)] {
            let moment = Timestamp(microseconds: time.microseconds + Int64(microseconds))
            let upcoming = try desk.reader.photos(upBy: moment, limit: 5, remote: false)
            #expect(upcoming.due.count == (isUp ? 1 : 0))
            #expect(upcoming.next == (isUp ? nil : time))
        }
    }
}
