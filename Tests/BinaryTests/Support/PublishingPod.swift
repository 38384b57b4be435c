import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// A pod with one user, Alice, whose posts go to other networks; all of them stand in one server of a test's.
struct PublishingPod {
    let networks: StubNetworks
    let folder: ScratchFolder
    let alice: DiasporaID

    init() throws {
        networks = try StubNetworks()
        folder = try ScratchFolder()
        alice = try #require(DiasporaID("alice@photos.pod.example"))
    }

    /// The real program in the pod's folder, as often as it is started.
    func engine(
        key: String = String(repeating: "0f", count: 32),
        seconds: Int = 60,
        pause: Int = 20
    ) async throws -> ServedEngine {
        try await ServedEngine(
            in: folder,
            environment: [
                "MILLRACE_SERVICES_KEY": key, "MILLRACE_SERVICES_RETRY_MILLISECONDS": "\(pause)",
                "MILLRACE_FETCHING_AUTHORITIES": networks.authority,
                "MILLRACE_FETCHING_CONNECT_TO": networks.connectTo.joined(separator: ","),
                "MILLRACE_FETCHING_PRIVATE_ADDRESSES": StubPod.address, "MILLRACE_FETCHING_SECONDS": "\(seconds)",
            ]
        )
    }

    /// Tells the engine of the pod, of Alice and Bob, and of accounts that are called as their networks are.
    func setUp(_ client: RPCClient, _ kinds: [String] = ["mastodon", "tumblr", "twitter", "facebook", "bluesky"])
        async throws
    {
        let avatar = Avatar(small: "/s.png", medium: "/m.png", large: "/l.png")
        var changes: [Change] = [.podPut(PodPut(url: "https://photos.pod.example/", defaultAvatar: avatar))]
        for name in ["alice", "bob"] {
            let id = try #require(DiasporaID("\(name)@photos.pod.example"))
            changes.append(.personPut(PersonPut(id: id, guid: GUID("person-\(name)-1234567"))))
            changes.append(.userPut(UserPut(id: id)))
        }
        changes.append(.aspectPut(user: alice, aspect: "friends", name: "Friends"))
        _ = try await client.apply(changes)
        for kind in kinds { _ = try await client.call("service.put", put(kind)) }
    }

    /// The parameters of `service.put`.
    func put(_ kind: String) -> JSONObject {
        let signed: JSONValue = [
            "consumer_key": "consumer-key", "consumer_secret": "consumer-secret", "token": "user-token",
            "token_secret": "user-token-secret",
        ]
        let credentials: [String: JSONValue] = [
            "mastodon": ["access_token": "mastodon-token"], "tumblr": signed, "twitter": signed,
            "facebook": ["access_token": "facebook-token", "app_secret": "facebook-app-secret"],
            "bluesky": ["identifier": "alice.example", "password": "bluesky-password"],
        ]
        return [
            "user": .string(alice.text), "service": .string(kind), "kind": .string(kind),
            "endpoint": .string("https://\(kind).pod.example" + (kind == "facebook" ? "/v23.0" : "")),
            "credentials": credentials[kind] ?? .null, "defaults": kind == "facebook" ? ["page": "1234"] : [:],
        ]
    }

    /// A post of Alice's, with the services that are ticked for it.
    func post(
        _ text: String,
        _ number: Int = 1,
        photos: Int = 0,
        isPublic: Bool = true,
        to services: [String] = [],
        thoughLimited: Bool = false
    ) throws -> Change {
        let guid = try guid(number)
        let pictures = try (0..<photos).map { index in
            Photo(
                guid: try #require(GUID("photo-of-alice-\(number)-\(index)")),
                author: alice,
                isPublic: isPublic,
                remotePath: "https://photos.pod.example/photos/",
                remoteName: "\(number)-\(index).png",
                text: "photo \(index)",
                statusMessageGUID: guid,
                height: 3,
                width: 4
            )
        }
        let message = StatusMessage(
            author: alice,
            guid: guid,
            createdAt: Timestamp(seconds: 1_700_000_000),
            isPublic: isPublic,
            text: text,
            photos: pictures
        )
        return .entity(
            EntityPut(
                .statusMessage(message),
                aspects: isPublic ? [] : ["friends"],
                services: services,
                thoughLimited: thoughLimited
            )
        )
    }

    func guid(_ number: Int) throws -> GUID { try #require(GUID("post-of-alice-\(String(format: "%04d", number))")) }

    func retraction(_ number: Int = 1) throws -> Change {
        .entity(EntityPut(.retraction(Retraction(author: alice, targetGUID: try guid(number), targetType: .post))))
    }

    /// Changes the ledger of an engine that does not run, as if time had passed.
    func change(_ sql: String) throws { try changeLedger(of: folder, sql) }

    /// What an account says of the copy of a post.
    func copy(_ service: String, of number: Int = 1, _ client: RPCClient) async throws -> JSONValue? {
        let list = try await client.call(
            "service.list",
            ["user": .string(alice.text), "post": .string(try guid(number).text)]
        )
        return list["services"]?.array?.first { $0["service"]?.string == service }?["copy"]
    }

    /// Waits until a copy is in a state; nil is none any more.
    func wait(for state: String?, _ service: String, of number: Int = 1, _ client: RPCClient) async throws {
        while try await copy(service, of: number, client)?["state"]?.string != state {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Waits until the server holds a request.
    func waitUntilHeld(_ id: String) async throws {
        while !networks.isHeld(id) { try await Task.sleep(for: .milliseconds(2)) }
    }
}
