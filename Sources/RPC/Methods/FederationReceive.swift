import Engine
import Federation
import FoundationEssentials
import JSON
import Ledger
import SocialModel
import Wire

/// `federation.receive`: what another pod sent, with its signature.
enum FederationReceive {
    static let method: Method = .init(
        "federation.receive",
        "Takes in a magic envelope that another pod sent to everybody, or to one user.",
        [
            .optional("envelope", .text, "The envelope; this or `envelope_base64`."),
            .optional("envelope_base64", .text, "The same in base64, for bytes that are not UTF-8."),
            .optional("recipient", .id, "The user to whom it was sent in private."),
            .optional("payload", .text, "What came for the recipient, encrypted; in place of an envelope."),
        ],
        result: "{status: accepted|duplicate|parked, seq, entity: {type, guid, author, data}, needs?}",
        reasons: Reason.rejections,
        .write(write)
    )

    private static func write(_ parameters: Parameters) throws(RPCFault) -> PreparedWrite {
        let delivery = try delivery(parameters)
        return { engine, context in
            engine.receive(
                delivery,
                lane: context.lane,
                receivedAt: context.receivedAt,
                cost: context.cost
            ) { result, envelope in
                switch result {
                case .success(let receipt): context.complete(answer(receipt, envelope))
                case .failure(let error): context.completion(.failure(.engine(error)))
                }
            }
        }
    }

    private static func delivery(_ parameters: Parameters) throws(RPCFault) -> Delivery {
        let recipient = try parameters.optionalID("recipient")
        guard let payload = try parameters.optionalString("payload") else {
            let envelope = try envelope(parameters)
            return recipient.map { .opened(recipient: $0, envelope) } ?? .everybody(envelope)
        }
        guard let recipient else { throw .missing("recipient") }
        for name in ["envelope", "envelope_base64"] where parameters.object[name] != nil {
            throw .invalid(name, .contradiction, "There is a payload already.")
        }
        return .sealed(recipient: recipient, Array(payload.utf8))
    }

    private static func envelope(_ parameters: Parameters) throws(RPCFault) -> [UInt8] {
        let text = try parameters.optionalString("envelope")
        let base64 = try parameters.optionalString("envelope_base64")
        switch (text, base64) {
        case (let text?, nil): return Array(text.utf8)
        case (nil, let base64?): return try bytes(base64, "envelope_base64")
        case (nil, nil): throw .missing("envelope")
        case (_?, _?): throw .invalid("envelope_base64", .contradiction, "There is an envelope already.")
        }
    }

    /// What a base64 text holds.
    static func bytes(_ base64: String, _ name: String) throws(RPCFault) -> [UInt8] {
        guard let data = Data(base64Encoded: base64) else {
            throw .invalid(name, .invalidText, "\(name) is not base64.")
        }
        return Array(data)
    }

    private static func answer(_ receipt: WriteReceipt, _ envelope: IncomingEnvelope?) -> JSONObject {
        var result: JSONObject = [
            "status": .string(receipt.status.rawValue), "seq": .integer(Int64(clamping: receipt.seq)),
        ]
        result["entity"] = envelope.map { .object(EntityJSON.describe($0.received.entity)) }
        if !receipt.parked.isEmpty { result["needs"] = .array(receipt.parked.map { NeedJSON.write($0.need) }) }
        return result
    }
}
