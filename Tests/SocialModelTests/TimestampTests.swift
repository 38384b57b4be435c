import SocialModel
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2016-02-19T02:13:41Z", 1_455_848_021_000_000),
        ("2016-02-19T02:13:41.123456Z", 1_455_848_021_123_456), ("2016-02-19T02:13:41.1Z", 1_455_848_021_100_000),
        ("2016-02-19T04:13:41+02:00", 1_455_848_021_000_000), ("2016-02-18T21:13:41-0500", 1_455_848_021_000_000),
        ("2016-02-19 02:13:41 UTC", 1_455_848_021_000_000), ("2016-02-19T02:13:41", 1_455_848_021_000_000),
        ("1969-12-31T23:59:59.5Z", -500_000), ("2016-02-29T00:00:00Z", 1_456_704_000_000_000),
        ("2016-02-28T24:00:00Z", 1_456_704_000_000_000), ("2016-02-28T24:00:00.000-01:30", 1_456_709_400_000_000),
        ("2016-02-19T04:13:41+02", 1_455_848_021_000_000), ("2016-02-18 21:13:41 -0500", 1_455_848_021_000_000),
        ("2016-02-19T02:13:41-00:00", 1_455_848_021_000_000),
    ])
    func reads(_ text: String, _ microseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "yesterday", "2016-02-30T00:00:00Z", "2015-02-29T00:00:00Z", "2016-13-01T00:00:00Z", "2016-01-01T24:00:01Z",
        "2016-01-01T24:01:00Z", "2016-01-01T24:00:00.1Z", "2016-01-01T25:00:00Z", "9999-12-31T24:00:00Z",
        "2016-01-01T00:00:00 ", "2016-01-01T00:00:00 Z", "2016-01-01T00:00:00+2", "2016-01-01T00:00:00+020",
        "2016-01-01T00:60:00Z", "2016-01-01T00:00:00.Z", "2016-01-01T00:00:00+25:00", "2016-01-01T00:00:00Zx",
        "2016-01-01", "0000-01-01T00:00:00+23:59",
    ])
    func refuses(_ text: String) { #expect(Timestamp(iso8601: text) == nil) }

    @Test(arguments: [0, 1_455_848_021_123_456, -62_167_219_200_000_000, 253_402_300_799_999_999, 951_782_400_000_000])
    func writesWhatItReads(_ microseconds: Int64) {
        let time = Timestamp(microseconds: microseconds)
        #expect(Timestamp(iso8601: time.iso8601Microseconds) == time)
        #expect(Timestamp(iso8601: time.iso8601Seconds)?.seconds == time.seconds)
    }

    @Test func showsMilliseconds() {
        #expect(Timestamp(microseconds: 1_455_848_021_123_456).iso8601Milliseconds == "2016-02-19T02:13:41.123Z")
    }

    @Test func clampsTheOrderSecond() {
        #expect(Timestamp(seconds: -1).orderSecond == 0)
        #expect(Timestamp(seconds: 1 << 40).orderSecond == .max)
    }
}
