import Federation
import Fetching
public import JSON
import Media
import SocialModel
import Wire

/// Why there is no preview of an address.
struct LinkFailure: Error, CustomStringConvertible {
    let description: String
    /// Whether trying again may help.
    let isPassing: Bool
}

extension LinkPreview {
    /// Fetches what is shown of an address: of a trusted provider only what its own endpoint answers, never its page.
    static func fetch(_ url: String, _ client: PodClient) async throws(LinkFailure) -> LinkPreview {
        if let provider = OEmbedProvider.of(url) {
            do throws(LinkFailure) { return try await embed(url, provider, client) } catch {
                // What only looks like a page of PeerTube's is a page like others.
                guard provider.isGuess else { throw error }
            }
        }
        let answer = try await get(secured(url), "text/html, application/xhtml+xml", client)
        let type = answer.header("content-type")
        guard type.map({ $0.lowercased().contains("html") }) ?? true else { return .none }
        return try page(answer.url, answer.body, contentType: type)
    }

    /// What a page says of itself.
    static func page(_ url: String, _ html: [UInt8], contentType: String?) throws(LinkFailure) -> LinkPreview {
        do throws(FederationError) {
            let page = try HTMLMetadata(parsing: PageText.utf8(html, contentType: contentType))
            return OpenGraph(page, url: url).map { .page($0) } ?? .none
        } catch { throw LinkFailure(description: error.detail, isPassing: false) }
    }

    private static func embed(
        _ url: String,
        _ provider: OEmbedProvider,
        _ client: PodClient
    ) async throws(LinkFailure) -> LinkPreview {
        let answer = try await get(provider.question(for: url), "application/json", client)
        guard answer.body.count <= ChangeLimits.preview, let object = try? JSONParser.parse(answer.body).object,
            let embed = provider.embed(of: url, object)
        else { throw LinkFailure(description: "The provider's answer is no embed.", isPassing: false) }
        return .embed(embed, endpoint: provider.endpoint)
    }

    private static func get(
        _ url: String,
        _ accept: String,
        _ client: PodClient
    ) async throws(LinkFailure) -> HTTPResponse {
        do throws(PodClientError) { return try await client.page(url, accept: accept, limit: pageBytes) } catch {
            let isPassing =
                switch error {
                case .fetching(let error): error.isPassing
                case .status(let status, _): status >= 500 || status == 429 || status == 408
                case .document: false
                }
            throw LinkFailure(description: error.description, isPassing: isPassing)
        }
    }

    /// Nothing is asked without TLS: most of what is linked as http answers to https by now.
    private static func secured(_ url: String) -> String {
        url.hasPrefix("http://") ? "https://" + url.dropFirst(7) : url
    }

    /// The most bytes of a page.
    private static var pageBytes: Int { 1 << 20 }
}

extension LinkPreview {
    /// The objects of an item's `o_embed_cache` and `open_graph_cache`, as `preview.put` takes them too.
    public var objects: (oEmbed: JSONObject?, openGraph: JSONObject?) {
        switch self {
        case .none: return (nil, nil)
        case .embed(let answer, let endpoint):
            var data = answer
            data["trusted_endpoint_url"] = .string(endpoint)
            return (["data": .object(data)], nil)
        case .page(let page):
            let object: JSONObject = [
                "title": .string(page.title), "ob_type": .string(page.type), "image": .string(page.image),
                "url": .string(page.url), "description": page.description.map { .string($0) } ?? .null,
                "video_url": page.videoURL.map { .string($0) } ?? .null,
            ]
            return (nil, object)
        }
    }
}
