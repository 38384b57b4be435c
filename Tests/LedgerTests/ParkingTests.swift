import Federation
import Ledger
import SocialModel
import TestSupport
import Testing

/// What waits is bounded, survives, and takes effect.
@Suite struct ParkingTests {
    private func envelope(_ name: String, from sender: DiasporaID, text: String = "hello") throws -> [UInt8] {
        let post = Desk.post(Desk.guid(name), by: sender, text)
        return try MagicEnvelope.seal(
            payload: EntityWriter.bytes(.statusMessage(post)),
            sender: sender,
            key: Keys.of(Desk.rex)
        )
    }

    private func isFull(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return false
        } catch LedgerError.full { return true } catch {
            Issue.record("\(error)")
            return false
        }
    }

    @Test func onePodCannotTakeAllTheRoom() throws {
        var limits = LedgerLimits()
        limits.parkedPerHost = 3
        let desk = try Desk(limits: limits)
        let eve = Desk.id("eve@e.example")
        for number in 1...3 { #expect(try desk.receive(envelope("post\(number)", from: eve)).status == .parked) }
        #expect(isFull { _ = try desk.receive(envelope("post4", from: eve)) })
        // The same again needs no more room, and others have theirs.
        #expect(try desk.receive(envelope("post1", from: eve)).status == .parked)
        #expect(try desk.receive(envelope("other", from: Desk.id("kim@k.example"))).status == .parked)
        #expect(try desk.rows("SELECT count(*) FROM parked") == ["4"])
    }

    @Test func hasALimitInBytesThatSurvivesAndIsGivenBack() throws {
        var limits = LedgerLimits()
        limits.parkedBytes = 24_000
        let desk = try Desk(limits: limits)
        let eve = Desk.id("eve@e.example")
        let long = String(repeating: "x", count: 9_000)
        #expect(try desk.receive(envelope("post1", from: eve, text: long)).status == .parked)
        #expect(isFull { _ = try desk.receive(envelope("post2", from: eve, text: long)) })
        // What waits is counted again when the ledger is opened.
        let again = try Desk(in: desk.folder, limits: limits)
        #expect(isFull { _ = try again.receive(envelope("post2", from: eve, text: long)) })
        var put = PersonPut(id: eve, guid: Desk.guid("person-eve"))
        put.publicKey = .set(try Keys.of(Desk.rex).publicPEM)
        try again.apply([.personPut(put)])
        #expect(try again.reader.post(Desk.guid("post1")) != nil)
        #expect(try again.receive(envelope("post3", from: Desk.id("kim@k.example"), text: long)).status == .parked)
    }

    @Test(arguments: [
        [true, false], [false, true], [true, false, true], [false, true, false], [true, true, false],
    ])
    func whatThePodSaysLastCountsHoweverOftenItWasSaid(hidden: [Bool]) throws {
        let desk = try Desk()
        let guid = Desk.guid("late")
        for isHidden in hidden {
            let change: Change =
                isHidden ? .hidePut(user: Desk.ana, post: guid) : .hideDelete(user: Desk.ana, post: guid)
            try desk.apply([change])
        }
        #expect(try desk.rows("SELECT count(*) FROM parked") == ["2"])
        try desk.receive(.statusMessage(Desk.post(guid, by: Desk.rex)), from: Desk.rex)
        #expect(try desk.rows("SELECT count(*) FROM hides") == [hidden.last == true ? "1" : "0"])
        #expect(try desk.rows("SELECT count(*) FROM parked") == ["0"])
    }

    @Test func aRetractionCannotCensorWhatIsNotItsSenders() throws {
        let desk = try Desk()
        let post = Desk.post(Desk.guid("post"), by: Desk.rex)
        func retraction(by author: DiasporaID) -> Entity {
            .retraction(Retraction(author: author, targetGUID: post.guid, targetType: .post))
        }
        #expect(try desk.receive(retraction(by: Desk.mia), from: Desk.mia).status == .parked)
        try desk.receive(.statusMessage(post), from: Desk.rex)
        #expect(try desk.reader.post(post.guid) != nil)
        let other = Desk.post(Desk.guid("other"), by: Desk.rex)
        let early = Retraction(author: Desk.rex, targetGUID: other.guid, targetType: .post)
        #expect(try desk.receive(.retraction(early), from: Desk.rex).status == .parked)
        try desk.receive(.statusMessage(other), from: Desk.rex)
        #expect(try desk.reader.post(other.guid) == nil)
        #expect(try desk.rows("SELECT count(*) FROM tombstones") == ["1"])
    }

    @Test func isForgottenAfterItsTime() throws {
        let desk = try Desk()
        #expect(try desk.receive(envelope("post", from: Desk.id("eve@e.example"))).status == .parked)
        let later = Timestamp(seconds: Desk.now.seconds + LedgerLimits().parkedSeconds + 3_601)
        try desk.apply([.aspectPut(user: Desk.ana, aspect: "Later", name: nil)], at: later)
        #expect(try desk.rows("SELECT * FROM parked") == [])
    }
}
