import Engine
import JSON
import Media
import NIOCore
import SocialModel
import Wire

/// `link.preview` and `bookmark.compose`: what is shown, and written, of an address.
enum LinkMethods {
    static let preview: Method = .init(
        "link.preview",
        "Makes the preview of an address, from the page's HTML if that is given, else by fetching it.",
        [
            .required("url", .text, "An http or https address."),
            .optional("html", .text, "The page, in UTF-8; without it the engine asks, if it was started with --fetch."),
        ],
        result: """
            {o_embed: {data}} with the provider's answer and `trusted_endpoint_url`, or {open_graph: {title, ob_type, image, \
            url, description, video_url}}, as `preview.put` takes them; {} if there is nothing to show.
            """,
        reasons: [.noPreview],
        .slow(readPreview)
    )

    private static func readPreview(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let (url, html) = try CallFailure.parameters { () throws(RPCFault) in
            (try address(parameters), try parameters.optionalString("html", limit: 1 << 20))
        }
        let preview = try await CallFailure.awaiting { () async throws(EngineError) in
            if let html { return try await engine.preview(of: url, html: Array(html.utf8)) }
            return try await engine.preview(of: url)
        }
        return JSONWriter.bytes(.object(describe(preview)))
    }

    private static func describe(_ preview: LinkPreview) -> JSONObject {
        let objects = preview.objects
        var result: JSONObject = [:]
        result["o_embed"] = objects.oEmbed.map { .object($0) }
        result["open_graph"] = objects.openGraph.map { .object($0) }
        return result
    }

    static let bookmark: Method = .init(
        "bookmark.compose",
        "Writes the text of a post about a page, as diaspora*'s bookmarklet does.",
        [
            .required("url", .text, "An http or https address."), .optional("title", .text, "The page's."),
            .optional("notes", .text, "What is quoted of it."), .optional("content", .text, "The whole text instead."),
        ],
        result: "{text}",
        .read { (_, parameters, output) throws(CallFailure) in
            let text = try CallFailure.parameters { () throws(RPCFault) in
                Bookmark.text(
                    url: try address(parameters),
                    title: try parameters.optionalString("title", limit: ChangeLimits.text),
                    notes: try parameters.optionalString("notes", limit: ChangeLimits.text),
                    content: try parameters.optionalString("content", limit: ChangeLimits.text)
                )
            }
            JSONWriter.append(.object(["text": .string(text)]) as JSONValue, to: &output)
        }
    )

    private static func address(_ parameters: Parameters) throws(RPCFault) -> String {
        let url = try parameters.string("url", limit: ChangeLimits.url)
        let isWeb = ["http://", "https://"].contains {
            url.lowercased().hasPrefix($0) && url.utf8.count > $0.utf8.count
        }
        guard isWeb, !url.contains(where: \.isWhitespace) else {
            throw .invalid("url", .invalidURL, "\(url.quoted) is no address with http or https.")
        }
        return url
    }
}
