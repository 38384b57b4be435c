import Federation
import Fetching
import SocialModel

/// Asks pods for people and entities (protocol §11.2, §12.1).
struct PodClient: Sendable {
    private let client: HTTPClient
    private let limits = FederationLimits.standard

    init(_ configuration: HTTPClientConfiguration) throws(FetchingError) { client = try HTTPClient(configuration) }

    func stop() { client.stop() }

    /// WebFinger, then the hCard that it names.
    func person(_ id: DiasporaID) async throws(PodClientError) -> DiscoveredPerson {
        let jrd = try await get(
            WebFingerDocument.url(for: id),
            accept: "application/jrd+json, application/json",
            limit: limits.discoveryBytes
        )
        let webFinger = try PodClientError.reading { () throws(FederationError) in
            try WebFingerDocument(parsing: jrd, for: id)
        }
        let html = try await get(webFinger.hCardURL, accept: "text/html", limit: limits.discoveryBytes)
        return try PodClientError.reading { () throws(FederationError) in
            DiscoveredPerson(webFinger: webFinger, hCard: try HCard(parsing: html))
        }
    }

    /// The envelope of an entity; whose it is and what it holds is for the intake to judge.
    func envelope(_ type: RetractionTarget, _ guid: GUID, of pod: String) async throws(PodClientError) -> [UInt8] {
        let base = pod.utf8.last == UInt8(ascii: "/") ? String(pod.dropLast()) : pod
        return try await get(
            "\(base)/fetch/\(type.pathName)/\(guid)",
            accept: "application/magic-envelope+xml",
            limit: limits.bytes
        )
    }

    /// A page of the web, whatever it is.
    func page(_ url: String, accept: String, limit: Int) async throws(PodClientError) -> HTTPResponse {
        var request = HTTPRequest(.get, url)
        request.headers = [HTTPHeader("Accept", accept)]
        request.bodyLimit = limit
        let answer: HTTPResponse
        do throws(FetchingError) { answer = try await client.send(request) } catch { throw .fetching(error) }
        guard answer.isSuccess else { throw .status(answer.status, url: answer.url) }
        return answer
    }

    private func get(_ url: String, accept: String, limit: Int) async throws(PodClientError) -> [UInt8] {
        try await page(url, accept: accept, limit: limit).body
    }
}

/// Why a pod gave nothing.
enum PodClientError: Error, CustomStringConvertible {
    /// There was no answer that could be taken.
    case fetching(FetchingError)
    /// The answer was not one of success.
    case status(Int, url: String)
    /// The answer is not what was asked for.
    case document(FederationError)

    var description: String {
        switch self {
        case .fetching(let error): error.description
        case .status(let status, let url): "\(url) answered \(status)."
        case .document(let error): error.detail
        }
    }

    /// Reads a document; what is wrong with it is the failure.
    static func reading<Value>(_ body: () throws(FederationError) -> Value) throws(PodClientError) -> Value {
        do { return try body() } catch { throw .document(error) }
    }
}
