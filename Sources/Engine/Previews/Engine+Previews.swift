public import JSON
import Ledger
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
        do throws(LinkFailure) { return try LinkPreview.page(url, html, contentType: contentType) } catch {
            throw .preview(url: url, detail: error.description)
        }
    }

    /// The preview of an address, which is fetched.
    public func preview(of url: String) async throws(EngineError) -> LinkPreview {
        guard let fetcher else {
            throw .unsuited(
                field: "html",
                "Nothing is fetched unless the engine is started with --fetch: give the page's html."
            )
        }
        do throws(LinkFailure) { return try await LinkPreview.fetch(url, fetcher.client) } catch {
            throw .preview(url: url, detail: error.description)
        }
    }

    /// Begins to fetch the previews of posts' addresses, if things are fetched at all.
    func startPreviews() async throws(EngineError) {
        guard configuration.ledger.previewsLinks, let fetcher else { return }
        let reader: LedgerReader
        do throws(LedgerError) { reader = try files.openReader(label: "ledger.links") } catch { throw .ledger(error) }
        linkLane = openLane()
        let previewer = LinkPreviewer(configuration.links, fetcher.client, reader, self, log)
        self.previewer = previewer
        await previewer.pump()
    }

    func stopPreviews() async {
        await previewer?.stop()
        previewer = nil
    }

    /// Tells that there may be previews to fetch.
    func wakePreviewer() {
        guard let previewer else { return }
        Task { await previewer.pump() }
    }

    /// Writes what became of a preview; gives what is wrong with it.
    func write(_ write: LinkWrite) async -> EngineError? {
        guard let lane = linkLane else { return .stopping }
        return await withCheckedContinuation { continuation in
            append(.link(write), lane, .now, Self.linkCost, 0) { result in
                switch result {
                case .success: continuation.resume(returning: nil)
                case .failure(let error): continuation.resume(returning: error)
                }
            }
        }
    }

    /// About what a write takes in memory, at most.
    private static var linkCost: Int { 128 << 10 }
}
