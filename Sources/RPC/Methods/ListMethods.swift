import Engine
import JSON
import NIOCore
import SocialModel
import Wire

/// Lists that belong to a post, a person or a tag, page by page.
enum ListMethods {
    static let comments = ofPost("post.comments", "comments", .comments, "Lists a post's comments, oldest first.") {
        (engine, guid, request) throws(EngineError) in try await engine.comments(of: guid, request)
    }
    static let likes = ofPost("post.likes", "likes", .acts, "Lists who likes a post, the viewer first.") {
        (engine, guid, request) throws(EngineError) in try await engine.likes(of: guid, request)
    }
    static let reshares = ofPost("post.reshares", "reshares", .acts, "Lists who reshared a post, the viewer first.") {
        (engine, guid, request) throws(EngineError) in try await engine.reshares(of: guid, request)
    }

    static let photos: Method = .init(
        "person.photos",
        "Lists a person's photos that the viewer may see, newest first.",
        [.viewer, .required("person", .id, "Whose."), .limit, .before, .atLeast],
        result:
            "{photos, next}: {guid, created_at, post, public, text, dimensions, sizes, thumbhash?, dominant_color?, versions?, processing?}",
        reasons: [.notFound, .beyondLedger],
        .slow { (engine, parameters, _) throws(CallFailure) in
            let person = try CallFailure.parameters { () throws(RPCFault) in try parameters.id("person") }
            return try await page("person.photos", "photos", .photos, engine, parameters) {
                (request) throws(EngineError) in try await engine.photos(of: person, request)
            }
        }
    )

    static let people: Method = .init(
        "tag.people",
        "Lists people with a tag in their profile whom strangers may find.",
        [.required("tag", .text, "Its name, with or without `#`."), .limit, .before, .atLeast],
        result: "{people, next}, in the shape of an item's author.",
        reasons: [.beyondLedger],
        .slow { (engine, parameters, _) throws(CallFailure) in
            let tag = try CallFailure.parameters { () throws(RPCFault) in
                try parameters.string("tag", limit: ChangeLimits.tag)
            }
            return try await page("tag.people", "people", .people, engine, parameters) {
                (request) throws(EngineError) in try await engine.people(tagged: tag, request)
            }
        }
    )

    static let searchedPeople: Method = .init(
        "search.people",
        "Finds people by the beginnings of names, IDs, profile tags and what they say of themselves, contacts first.",
        [
            .viewer, .required("query", .text, "Two letters at least; `#` before a tag."), .limit, .before, .atLeast,
        ],
        result: "{people, next}, in the shape of an item's author.",
        reasons: [.notFound, .beyondLedger],
        .slow { (engine, parameters, _) throws(CallFailure) in
            let query = try CallFailure.parameters { () throws(RPCFault) in
                try parameters.string("query", limit: ChangeLimits.line)
            }
            return try await page("search.people", "people", .people, engine, parameters) {
                (request) throws(EngineError) in try await engine.searchPeople(query, request)
            }
        }
    )

    private static func ofPost(
        _ name: String,
        _ member: String,
        _ kind: Cursor.Kind,
        _ summary: String,
        _ list: @escaping @Sendable (Engine, GUID, ListRequest) async throws(EngineError) -> ListPage
    ) -> Method {
        .init(
            name,
            summary,
            [.viewer, .required("guid", .guid, "Which post."), .limit, .before, .atLeast],
            result: "{\(member), next}; `next` is null exactly at the end.",
            reasons: [.notFound, .beyondLedger],
            .slow { (engine, parameters, _) throws(CallFailure) in
                let guid = try CallFailure.parameters { () throws(RPCFault) in try parameters.guid("guid") }
                return try await page(name, member, kind, engine, parameters) { (request) throws(EngineError) in
                    try await list(engine, guid, request)
                }
            }
        )
    }

    private static func page(
        _ method: String,
        _ member: String,
        _ kind: Cursor.Kind,
        _ engine: Engine,
        _ parameters: Parameters,
        _ list: (ListRequest) async throws(EngineError) -> ListPage
    ) async throws(CallFailure) -> [UInt8] {
        let (page, request) = try CallFailure.parameters { () throws(RPCFault) in
            let page = try Page(method, kind, parameters)
            let request = ListRequest(
                viewer: try parameters.optionalID("viewer"),
                after: page.before == .top ? nil : page.before,
                limit: page.limit
            )
            return (page, request)
        }
        if let seq = try CallFailure.parameters(parameters.atLeast) {
            try await CallFailure.awaiting { () async throws(EngineError) in try await engine.check(atLeast: seq) }
        }
        let listed: ListPage
        do throws(EngineError) { listed = try await list(request) } catch { throw .engine(error) }
        var output: [UInt8] = []
        output.reserveCapacity(listed.elements.count + 64)
        JSONWriter.append(literal: "{", to: &output)
        JSONWriter.append(member, to: &output)
        JSONWriter.append(literal: ":[", to: &output)
        output.append(contentsOf: listed.elements)
        JSONWriter.append(literal: #"],"next":"#, to: &output)
        JSONWriter.append(page.cursor(after: listed.next), to: &output)
        JSONWriter.append(literal: "}", to: &output)
        return output
    }
}
