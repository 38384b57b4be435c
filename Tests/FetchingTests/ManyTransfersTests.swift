import Fetching
import TestSupport
import Testing

/// Many requests at once, cancelled ones, and the end of a client.
@Suite struct ManyTransfersTests {
    let pod: StubPod
    var configuration: HTTPClientConfiguration

    init() throws {
        pod = try StubPod()
        configuration = .forTests(pod)
        try pod.serve([StubRoute("a.pod.example/", "quick"), StubRoute("a.pod.example/held", mode: "hold")])
    }

    private func waitUntil(_ isSo: () -> Bool) async throws {
        while !isSo() { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func moreThanAtOnceWaitAndMoreThanThatAreRefused() async throws {
        var configuration = configuration
        configuration.limits.atOnce = 2
        configuration.limits.waiting = 3
        let client = try HTTPClient(configuration)
        let tasks = (0..<6).map { _ in
            Task { () async -> Result<HTTPResponse, FetchingError> in
                do throws(FetchingError) {
                    return .success(try await client.send(HTTPRequest("https://a.pod.example/held")))
                } catch { return .failure(error) }
            }
        }
        // One of the six finds no room; two are asked, and no third as long as these are held.
        try await waitUntil { pod.requests.count == 2 }
        let refused = await withTaskGroup { group in
            for task in tasks { group.addTask { await task.value } }
            let first = await group.next()
            #expect(pod.requests.count == 2)
            try? pod.release()
            var results = [first].compactMap(\.self)
            for await result in group { results.append(result) }
            return results.filter { $0 == .failure(.busy(limit: 5)) }.count
        }
        #expect(refused == 1)
        #expect(pod.requests.count == 5)
    }

    @Test func aCancelledRequestEndsAtOnceAndLeavesItsPlace() async throws {
        var configuration = configuration
        configuration.limits.atOnce = 1
        let client = try HTTPClient(configuration)
        let running = Task { try await client.send(HTTPRequest("https://a.pod.example/held")) }
        try await waitUntil { pod.requests.count == 1 }
        let waiting = Task { try await client.send(HTTPRequest("https://a.pod.example/held")) }
        waiting.cancel()
        await #expect(throws: FetchingError.cancelled) { try await waiting.value }
        running.cancel()
        await #expect(throws: FetchingError.cancelled) { try await running.value }
        #expect(try await client.send(HTTPRequest("https://a.pod.example/")).body == Array("quick".utf8))
        let late = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await client.send(HTTPRequest("https://a.pod.example/"))
        }
        late.cancel()
        await #expect(throws: FetchingError.cancelled) { try await late.value }
    }

    @Test func stoppingEndsWhatIsAtWork() async throws {
        let client = try HTTPClient(configuration)
        let held = Task { try await client.send(HTTPRequest("https://a.pod.example/held")) }
        try await waitUntil { pod.requests.count == 1 }
        client.stop()
        await #expect(throws: FetchingError.stopped) { try await held.value }
        await #expect(throws: FetchingError.stopped) { try await client.send(HTTPRequest("https://a.pod.example/")) }
    }

    @Test func aHundredAtOnceAreAllAnswered() async throws {
        let client = try HTTPClient(configuration)
        let answers = try await withThrowingTaskGroup { group in
            for _ in 0..<100 { group.addTask { try await client.send(HTTPRequest("https://a.pod.example/")) } }
            return try await group.reduce(into: 0) { count, answer in
                if answer.body == Array("quick".utf8) { count += 1 }
            }
        }
        #expect(answers == 100)
    }
}
