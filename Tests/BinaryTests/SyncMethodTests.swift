import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// `sync.begin`, `pod.apply` with `backfill` and `telling`, and `sync.end` over the socket.
@Suite struct SyncMethodTests {
    @Test func aSyncLeavesWhatThePodHas() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let ana: JSONValue = "ana@pod.example"
        func person(_ name: String) -> JSONValue {
            ["op": "person.put", "id": .string("\(name)@pod.example"), "guid": .string("person-of-syncs-\(name)")]
        }
        let before: [JSONValue] = [
            person("ana"), person("ben"), person("cyd"), ["op": "user.put", "id": ana],
            ["op": "block.put", "user": ana, "person": "ben@pod.example"],
            ["op": "block.put", "user": ana, "person": "cyd@pod.example"],
        ]
        _ = try await client.call("pod.apply", ["changes": .array(before)])

        let begun = try await client.call("sync.begin", ["scopes": ["blocks", "users"]])
        let token = try #require(begun["token"]?.string)
        let told: [JSONValue] = [["op": "user.put", "id": ana], before[4]]
        _ = try await client.call("pod.apply", ["changes": .array(told), "backfill": .string(token)])
        let ended = try await client.call("sync.end", ["token": .string(token)])
        #expect(ended["removed"] == ["blocks": 1])
        #expect((ended["seq"]?.integer ?? 0) > (begun["seq"]?.integer ?? 0))

        for (method, parameters) in [
            ("sync.end", ["token": .string(token)] as JSONObject),
            ("pod.apply", ["changes": [], "backfill": .string(token)]),
        ] {
            let fault = await fault(client, method, parameters)
            #expect(fault?.code == .stale && fault?.reason == "sync_gone")
        }
        for scopes: JSONValue in [[], ["towels"]] {
            let fault = await fault(client, "sync.begin", ["scopes": scopes])
            #expect(fault?.code == .invalidParameters && fault?.field?.hasPrefix("scopes") == true)
        }
    }

    @Test func whatWasOvertakenIsRefused() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let person: JSONValue = ["op": "person.put", "id": "ana@pod.example", "guid": "person-of-tellings-ana"]
        _ = try await client.call("pod.apply", ["changes": [person], "telling": 7])
        _ = try await client.call("pod.apply", ["changes": [person], "telling": 7])
        let fault = await fault(client, "pod.apply", ["changes": [person], "telling": 6])
        #expect(fault?.code == .stale && fault?.reason == "overtaken" && fault?.newest == 7)
    }

    private func fault(_ client: RPCClient, _ method: String, _ parameters: JSONObject) async -> RPCFault? {
        do {
            _ = try await client.call(method, parameters)
            return nil
        } catch let RPCClientError.fault(fault) { return fault } catch { return nil }
    }
}
