import Engine
import JSON
import Ledger
import NIOCore
import Services
import SocialModel
import Wire

/// `service.…`: users' accounts on other networks, and copies of posts there.
enum ServiceMethods {
    private static let user = MethodParameter.required("user", .id, "Whose account it is.")
    private static let service = MethodParameter.required("service", .text, "What the user calls the account.")
    private static let post = MethodParameter.required("post", .guid, "A post of the user's with a text of its own.")

    static let put: Method = .init(
        "service.put",
        "Connects a user's account on another network; put again, its credentials and defaults are replaced.",
        [
            user, service,
            .required("kind", .word(ServiceKind.allCases.map(\.rawValue)), "Which network."),
            .required(
                "credentials",
                .object,
                """
                mastodon: access_token; tumblr: consumer_key, consumer_secret, token, token_secret; twitter: those four, \
                or access_token, with refresh_token, client_id and perhaps client_secret since it is good for two hours \
                only; facebook: a page's access_token, and app_secret if there is one; bluesky: identifier, \
                password. Encrypted at once, and never told again.
                """
            ),
            .optional("endpoint", .text, "https://host of the API; mastodon needs it, the others have one."),
            .optional("account", .text, "Who the user is there; one account there is one user's here."),
            .optional(
                "defaults",
                .object,
                "mastodon: visibility, limit; tumblr: blog; facebook: page, which it needs."
            ),
        ],
        result: "{service}",
        reasons: Reason.services,
        .slow { (engine, parameters, _) async throws(CallFailure) in
            let put = try CallFailure.parameters { () throws(RPCFault) in try ServiceParameters(parameters) }
            try await CallFailure.awaiting { () async throws(EngineError) in
                try await engine.putService(
                    put.name,
                    of: put.user,
                    put.kind,
                    endpoint: put.endpoint,
                    account: put.account,
                    credentials: put.credentials,
                    defaults: put.defaults
                )
            }
            return JSONWriter.bytes(["service": .string(put.name)])
        }
    )

    static let delete: Method = .init(
        "service.delete",
        "Forgets an account and its credentials; what was posted there stays.",
        [user, service],
        result: "{service}",
        reasons: Reason.services,
        .slow { (engine, parameters, _) async throws(CallFailure) in
            let (user, name) = try CallFailure.parameters { () throws(RPCFault) in
                (try parameters.id("user"), try ServiceParameters.name(parameters))
            }
            try await CallFailure.awaiting { () async throws(EngineError) in
                try await engine.deleteService(name, of: user)
            }
            return JSONWriter.bytes(["service": .string(name)])
        }
    )

    static let list: Method = .init(
        "service.list",
        "A user's accounts on other networks, without their credentials, and how they do.",
        [user, .optional("post", .guid, "A post, of whose copy each account tells.")],
        result: """
            {services: [{service, kind, endpoint, account, defaults, disabled: reason or null, waiting, posted, failures: \
            [{post, reason}], copy?: {state: waiting|posted|failed|deleting, url, reason}}]}
            """,
        reasons: [.notFound],
        .slow { (engine, parameters, _) async throws(CallFailure) in
            let (user, post) = try CallFailure.parameters { () throws(RPCFault) in
                (try parameters.id("user"), try parameters.optionalGUID("post"))
            }
            let services = try await CallFailure.awaiting { () async throws(EngineError) in
                try await engine.services(of: user, post: post)
            }
            return JSONWriter.bytes(["services": .array(services.map(describe))])
        }
    )

    static let preview: Method = .init(
        "service.preview",
        "Exactly what would be posted, and how much of the limit it takes.",
        [user, post, service],
        result: """
            {text, used, limit, cut: whether the text is shorter than the post's, link: what is sent as the address, tags, \
            photos: [{url, description}]}
            """,
        reasons: Reason.services + [.notFound],
        .slow { (engine, parameters, _) async throws(CallFailure) in
            let (user, post, name) = try CallFailure.parameters { () throws(RPCFault) in
                (try parameters.id("user"), try parameters.guid("post"), try ServiceParameters.name(parameters))
            }
            let rendered = try await CallFailure.awaiting { () async throws(EngineError) in
                try await engine.previewService(name, of: user, post: post)
            }
            return JSONWriter.bytes(describe(rendered))
        }
    )

    static let publish: Method = .init(
        "service.publish",
        "Copies a post to accounts of its author, each once however often it is asked; service.list tells what came of it.",
        [
            user, post,
            .required("services", .texts(limit: ChangeLimits.services), "The accounts' names."),
            .optional("though_limited", .flag, "Whether a limited post is copied too."),
        ],
        result: "{post}",
        reasons: Reason.services + [.notFound],
        .slow { (engine, parameters, _) async throws(CallFailure) in
            let (user, post, names, thoughLimited) = try CallFailure.parameters { () throws(RPCFault) in
                let names = try parameters.optionalStrings(
                    "services",
                    length: ChangeLimits.service,
                    limit: ChangeLimits.services
                )
                guard let names else { throw .missing("services") }
                return (
                    try parameters.id("user"), try parameters.guid("post"), names,
                    try parameters.optionalBool("though_limited") ?? false
                )
            }
            try await CallFailure.awaiting { () async throws(EngineError) in
                try await engine.publish(post, of: user, to: names, thoughLimited: thoughLimited)
            }
            return JSONWriter.bytes(["post": .string(post.text)])
        }
    )

    // MARK: - Results

    private static func describe(_ overview: ServiceOverview) -> JSONValue {
        let service = overview.service
        var object: JSONObject = [
            "service": .string(service.name), "kind": .string(service.kind), "endpoint": .string(service.endpoint),
            "account": service.account.map { .string($0) } ?? .null,
            "defaults": (try? JSONParser.parse(service.defaults)) ?? .null,
            "disabled": service.disabled.map { .string($0) } ?? .null,
            "waiting": .integer(Int64(overview.waiting)), "posted": .integer(Int64(overview.posted)),
            "failures": .array(
                overview.failures.map {
                    ["post": .string($0.post.text), "reason": $0.reason.map { .string($0) } ?? .null]
                }
            ),
        ]
        if let copy = overview.copy {
            object["copy"] = [
                "state": .string(copy.state.name), "url": copy.remoteURL.map { .string($0) } ?? .null,
                "reason": copy.reason.map { .string($0) } ?? .null,
            ]
        }
        return .object(object)
    }

    private static func describe(_ rendered: RenderedPost) -> JSONValue {
        [
            "text": .string(rendered.text), "used": .integer(Int64(rendered.used)),
            "limit": .integer(Int64(rendered.limit)), "cut": .bool(rendered.isCut),
            "link": rendered.link.map { .string($0) } ?? .null,
            "tags": .array(rendered.tags.map { .string($0) }),
            "photos": .array(
                rendered.photos.map {
                    ["url": .string($0.url), "description": $0.description.map { .string($0) } ?? .null]
                }
            ),
        ]
    }
}
