import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Messages that diaspora*'s own federation library made and judged, through the socket.
@Suite struct VectorTests {
    /// How many cases there are of each file: fewer means that the vectors were not found.
    private static let counts = [
        "public": 134, "relayable": 147, "private": 62, "envelope": 100, "invalid": 135, "hardening": 14,
    ]

    @Test(arguments: counts.keys.sorted())
    func getTheExpectedVerdict(_ file: String) async throws {
        let text = try String(contentsOf: shared.appendingPathComponent("vectors/\(file).ndjson"), encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count == Self.counts[file])
        var verdicts: [VectorVerdict: Int] = [:]
        var engine = try await ServedEngine()
        var taken: Set<String> = []
        for line in lines {
            let vector = try JSONParser.parse(String(line))
            let id = try #require(vector["id"]?.string)
            // What one vector leaves behind must not meet another one: then there is a new engine.
            let names = Self.names(vector)
            if !taken.isDisjoint(with: names) || Self.endsAccounts(vector) {
                engine = try await ServedEngine()
                taken = []
            }
            taken.formUnion(names)
            let client = try await engine.client()
            let setup = try VectorSetup(vector)
            if !setup.changes.isEmpty { _ = try await client.apply(setup.changes, skipRefused: true) }
            let seq = try await client.seq()
            let (verdict, said) = try await verdict(of: vector, to: setup.recipient, client)
            let expected = VectorVerdict.expected(of: vector)
            let exception = VectorExceptions.verdict(id)
            #expect(
                exception.map { $0 == verdict } ?? expected.contains(verdict),
                "\(id): \(said), the library: \(vector["reason"]?.string ?? "")"
            )
            if VectorExceptions.throughTheSocket[id] != nil {
                #expect(!expected.contains(verdict), "\(id) is no exception")
            }
            if verdict == .refused { #expect(try await client.seq() == seq, "\(id) was refused and changed something") }
            await client.close()
            verdicts[verdict, default: 0] += 1
        }
        let told = verdicts.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
        print("\(file): \(lines.count) vectors ran through the socket: \(told)")
    }

    @Test func exceptionsNameVectorsThatExist() throws {
        let all = try Self.counts.keys.map {
            try String(contentsOf: shared.appendingPathComponent("vectors/\($0).ndjson"), encoding: .utf8)
        }.joined()
        for id in VectorExceptions.throughTheSocket.keys { #expect(all.contains("\"\(id)"), "\(id)") }
    }

    /// The GUIDs in a vector's entity and context, and its people where their keys are odd.
    private static func names(_ vector: JSONValue) -> Set<String> {
        var names: Set<String> = []
        for entity in vector["context"]?["entities"]?.array ?? [] { names.insert(entity["guid"]?.string ?? "") }
        let xml = vector["entity_xml"]?.string ?? ""
        for tag in ["guid", "target_guid", "parent_guid", "root_guid", "conversation_guid"] {
            for part in xml.components(separatedBy: "<\(tag)>").dropFirst() {
                names.insert(String(part.prefix { $0 != "<" }))
            }
        }
        if let keys = vector["keys"]?.object?.members, keys.contains(where: { $0.value.string == nil }) {
            names.formUnion(keys.map(\.name))
        }
        // A profile or a contact says something new of the same person each time.
        return names.isEmpty ? [vector["sender"]?.string ?? ""] : names
    }

    /// Whether a vector leaves people behind who are no more what they were, or wants them otherwise than others.
    private static func endsAccounts(_ vector: JSONValue) -> Bool {
        if vector["context"]?["entities"]?.array?.contains(where: { $0["type"] == "Person" }) == true { return true }
        return ["account_deletion", "account_migration", "profile", "contact"].contains(vector["entity_type"]?.string)
    }

    private func verdict(
        of vector: JSONValue,
        to recipient: DiasporaID?,
        _ client: RPCClient
    ) async throws -> (VectorVerdict, String) {
        var parameters: JSONObject = [:]
        if vector["transport"] == "private" {
            parameters["payload"] = vector["encrypted_payload"]
            parameters["recipient"] = recipient.map { .string($0.text) }
        } else {
            parameters["envelope"] = vector["envelope_xml"]
            parameters["envelope_base64"] = vector["envelope_xml_base64"]
        }
        do {
            let answer = try await client.call("federation.receive", parameters)
            let status = try #require(answer["status"]?.string)
            let needs = answer["needs"].map { " for \($0)" } ?? ""
            return (status == "parked" ? .waiting : .taken, status + needs)
        } catch RPCClientError.fault(let fault) {
            #expect([.rejected, .invalidParameters].contains(fault.code), "\(fault)")
            return (.refused, fault.reason)
        }
    }
}
