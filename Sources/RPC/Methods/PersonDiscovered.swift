import Engine
import Federation
import JSON
import Ledger
import SocialModel
import Wire

/// `person.discovered`: what a person's pod tells of that person, as WebFinger and hCard.
enum PersonDiscovered {
    static let method: Method = .init(
        "person.discovered",
        "Takes in a person from the two documents of the person's pod; of somebody known only the profile changes.",
        [
            .required("jrd", .text, "The WebFinger document."),
            .required("hcard", .text, "The hCard page."),
            .optional("id", .id, "Whom the documents must be about."),
        ],
        result: "{status: accepted|duplicate, seq, person: what the documents say, as `person.put` takes it}",
        reasons: Reason.discovery,
        .write(write)
    )

    private static func write(_ parameters: Parameters) throws(RPCFault) -> PreparedWrite {
        let (jrd, hCard) = (try parameters.string("jrd"), try parameters.string("hcard"))
        let id = try parameters.optionalID("id")
        let person: DiscoveredPerson
        do throws(FederationError) {
            person = try DiscoveredPerson(id, jrd: Array(jrd.utf8), hCard: Array(hCard.utf8))
        } catch {
            throw .rejected(error.reason, error.detail)
        }
        return { engine, context in
            engine.discover(
                person,
                lane: context.lane,
                receivedAt: context.receivedAt,
                cost: context.cost
            ) { result in
                switch result {
                case .success(let receipt): context.complete(answer(receipt, person))
                case .failure(let error): context.completion(.failure(.engine(error)))
                }
            }
        }
    }

    private static func answer(_ receipt: WriteReceipt, _ person: DiscoveredPerson) -> JSONObject {
        var told = ChangeJSON.write(.personPut(PersonPut(person)))
        told["op"] = nil
        return [
            "status": .string(receipt.status.rawValue), "seq": .integer(Int64(clamping: receipt.seq)),
            "person": .object(told),
        ]
    }
}
