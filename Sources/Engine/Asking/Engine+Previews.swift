import Federation
import Fetching
public import JSON
public import Media

/// What is shown of an address.
public enum LinkPreview: Sendable {
    /// What a trusted provider answered, and where it was asked.
    case embed(JSONObject, endpoint: String)
    /// What the page says of itself.
    case page(OpenGraph)
    /// The page names no picture.
    case none
}

extension Engine {
    /// The preview of a page that the caller has.
    public nonisolated func preview(
        of url: String,
        html: [UInt8],
        contentType: String? = nil
    ) async throws(EngineError) -> LinkPreview {
        do throws(FederationError) {
            let page = try HTMLMetadata(parsing: PageText.utf8(html, contentType: contentType))
            return OpenGraph(page, url: url).map { .page($0) } ?? .none
        } catch { throw .preview(url: url, detail: error.detail) }
    }

    /// The preview of an address, which is fetched; a trusted provider's is never read from its page.
    public func preview(of url: String) async throws(EngineError) -> LinkPreview {
        guard let fetcher else {
            throw .unsuited(
                field: "html",
                "Nothing is fetched unless the engine is started with --fetch: give the page's html."
            )
        }
        if let provider = OEmbedProvider.of(url) {
            let answer = try await fetch(provider.question(for: url), "application/json", fetcher)
            guard let object = try? JSONParser.parse(answer.body).object else {
                throw .preview(url: url, detail: "its provider answered with something that is no JSON object")
            }
            return .embed(object, endpoint: provider.endpoint)
        }
        let answer = try await fetch(url, "text/html, application/xhtml+xml", fetcher)
        let type = answer.header("content-type")
        guard type.map({ $0.lowercased().contains("html") }) ?? true else { return .none }
        return try await preview(of: answer.url, html: answer.body, contentType: type)
    }

    private func fetch(
        _ url: String,
        _ accept: String,
        _ fetcher: FederationFetcher
    ) async throws(EngineError) -> HTTPResponse {
        do throws(PodClientError) {
            return try await fetcher.client.page(url, accept: accept, limit: Self.pageBytes)
        } catch { throw .preview(url: url, detail: error.description) }
    }

    /// The most bytes of a page.
    private static let pageBytes = 1 << 20
}
