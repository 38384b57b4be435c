import Engine
import JSON
import Ledger
import NIOCore
import SocialModel
import Wire

/// `federation.deliveries`: to whom something has to be sent.
enum FederationDeliveries {
    static let method: Method = .init(
        "federation.deliveries",
        "Tells to which pods, or to which people, an entity has to be sent. Ask for a retraction before its target goes.",
        OutboundParameters.parameters,
        result: "{public, pods: [{url, people}], people: [{id, guid, pod}]}; pods if public, else people.",
        reasons: OutboundParameters.reasons,
        .slow(read)
    )

    private static func read(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let outbound = try CallFailure.parameters { () throws(RPCFault) in try OutboundParameters.read(parameters) }
        let deliveries = try await CallFailure.awaiting { () async throws(EngineError) in
            try await engine.deliveries(of: outbound)
        }
        return JSONWriter.bytes(.object(describe(deliveries)))
    }

    private static func describe(_ deliveries: Deliveries) -> JSONObject {
        guard deliveries.isPublic else {
            let people = deliveries.people.map { person -> JSONValue in
                [
                    "id": .string(person.id.text), "guid": person.guid.map { .string($0.text) } ?? .null,
                    "pod": .string(person.pod),
                ]
            }
            return ["public": false, "pods": [], "people": .array(people)]
        }
        let pods = Dictionary(grouping: deliveries.people, by: \.pod).sorted { $0.key < $1.key }
        return [
            "public": true,
            "pods": .array(
                pods.map { ["url": .string($0.key), "people": .array($0.value.map { .string($0.id.text) })] }
            ), "people": [],
        ]
    }
}
