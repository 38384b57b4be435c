import Engine
import JSON
import Ledger
import NIOCore
import SocialModel
import Wire

/// `federation.seal`: the envelope of what a user says, or of what goes on to others.
enum FederationSeal {
    static let method: Method = .init(
        "federation.seal",
        "Builds and signs the envelope of an entity of a local author, or of what is relayed for one.",
        OutboundParameters.parameters + [
            .optional("sender", .id, "Who sends it, if not its author or, for a relayable, the local root's."),
            .optional("recipients", .texts(limit: people), "People for each of whom it is encrypted besides."),
        ],
        result: "{sender, envelope, payloads: [{recipient, payload}]}",
        reasons: OutboundParameters.reasons,
        .slow(seal)
    )

    private static let people = 1_000

    private static func seal(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let (outbound, sender, recipients) = try CallFailure.parameters { () throws(RPCFault) in
            (
                try OutboundParameters.read(parameters), try parameters.optionalID("sender"),
                try parameters.optionalIDs("recipients", limit: people) ?? []
            )
        }
        let sealed = try await CallFailure.awaiting { () async throws(EngineError) in
            try await engine.seal(outbound, sender: sender, recipients: recipients)
        }
        return JSONWriter.bytes(
            .object([
                "sender": .string(sealed.sender.text), "envelope": text(sealed.envelope),
                "payloads": .array(
                    sealed.payloads.map { ["recipient": .string($0.recipient.text), "payload": text($0.json)] }
                ),
            ])
        )
    }

    private static func text(_ bytes: [UInt8]) -> JSONValue { .string(String(decoding: bytes, as: UTF8.self)) }
}
