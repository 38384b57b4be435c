import Fetching
import Testing

@testable import Services

/// How long a network asks to be left alone.
@Suite struct RetryTimeTests {
    @Test(
        arguments: [
            (429, ["retry-after": "30"], 30), (503, ["retry-after": "Tue, 14 Nov 2023 22:13:50 GMT"], 30),
            (429, ["x-rate-limit-reset": "1700000060"], 60), (429, ["ratelimit-reset": "1700000060"], 60),
            (429, ["ratelimit-reset": "45"], 45), (429, ["x-ratelimit-reset": "2023-11-14T22:14:20.000000Z"], 60),
            (429, ["retry-after": "1000000"], 86_400), (429, ["retry-after": "-4"], 0),
            (429, ["retry-after": "soon"], nil),
            (503, ["x-rate-limit-reset": "1700000060"], nil), (429, [:], nil),
        ] as [(Int, [String: String], Int?)]
    )
    func isReadFromHeaders(status: Int, headers: [String: String], seconds: Int?) {
        let all = headers.merging(["date": "Tue, 14 Nov 2023 22:13:20 GMT"]) { $1 }
        let response = HTTPResponse(
            status: status,
            headers: all.map { HTTPHeader($0.key, $0.value) },
            body: [],
            url: "https://a.example"
        )
        #expect(RetryTime.seconds(response) == seconds)
    }
}
