/// What is shown of the page or video that a post links to (`preview.put`), as diaspora-behaviour §13.1 has it.
public struct PreviewPut: Sendable, Hashable {
    /// The post.
    public var post: GUID
    /// The object of `o_embed_cache`, as JSON.
    public var oEmbed: Field<String>
    /// The object of `open_graph_cache`, as JSON.
    public var openGraph: Field<String>

    /// Says it in full.
    public init(post: GUID, oEmbed: Field<String> = .unchanged, openGraph: Field<String> = .unchanged) {
        self.post = post
        self.oEmbed = oEmbed
        self.openGraph = openGraph
    }
}
