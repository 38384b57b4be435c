import JSON
import SocialModel
import Testing
import Wire

@Suite struct ChangeJSONTests {
    @Test(arguments: 0..<400 as Range<UInt64>)
    func comesBackAsItWas(seed: UInt64) throws {
        var random = Seeded(seed)
        let change = random.change()
        let bytes = JSONWriter.bytes(.object(ChangeJSON.write(change)))
        #expect(try ChangeJSON.read(JSONParser.parse(bytes), index: 0) == change)
    }

    @Test func tellsAbsentFromNullFromAValue() throws {
        let json: JSONValue = [
            "op": "person.put", "id": "bob@pod.example", "guid": "0123456789abcdef", "bio": nil, "first_name": "Bob",
        ]
        guard case .personPut(let put) = try ChangeJSON.read(json, index: 0) else {
            Issue.record("another change")
            return
        }
        #expect(put.bio == .cleared)
        #expect(put.firstName == .set("Bob"))
        #expect(put.lastName == .unchanged)
        #expect(put.guid?.text == "0123456789abcdef")
    }

    @Test func usesTheStandardTitle() throws {
        let json: JSONValue = [
            "op": "pod.put", "url": "https://pod.example/",
            "default_avatar": ["small": "s", "medium": "m", "large": "l"],
        ]
        guard case .podPut(let put) = try ChangeJSON.read(json, index: 0) else {
            Issue.record("another change")
            return
        }
        #expect(put.blankTitle == "A post from %{name}")
    }

    @Test(
        arguments: [
            (1, "wrong_type", "changes[4]"), ([:], "missing", "op"), (["op": 1], "wrong_type", "op"),
            (["op": "x.put"], "unknown_op", "op"),
            (["op": "person.close", "id": "A@b"], "invalid_id", "id"),
            (["op": "saved_stream.put", "user": "a@b", "name": "n"], "missing", "query"),
            (["op": "saved_stream.put", "user": "a@b", "name": "", "query": "#a"], "empty", "name"),
            (["op": "row_id.put", "type": "Song"], "unknown_value", "type"),
            (["op": "row_id.put", "type": "Post", "guid": "0123456789abcdef"], "missing", "row_id"),
            (
                ["op": "participation.put", "person": "a@b", "post": "0123456789abcdef", "count": 0], "out_of_range",
                "count"
            ),
            (
                ["op": "visibility.put", "user": "a@b", "type": "Comment", "guid": "0123456789abcdef"], "unknown_value",
                "type"
            ),
            (["op": "preview.put", "post": "0123456789abcdef", "o_embed": "x"], "wrong_type", "o_embed"),
            (
                [
                    "op": "preview.put", "post": "0123456789abcdef",
                    "open_graph": ["title": .string(String(repeating: "x", count: 65_536))],
                ], "too_long", "open_graph"
            ),
            (["op": "block.put", "user": "a@b"], "missing", "person"),
            (["op": "block.put", "user": "A@b", "person": "a@b"], "invalid_id", "user"),
            (["op": "block.put", "user": "a@b", "person": "a@b", "x": 1], "unknown_parameter", "x"),
            (["op": "hide.put", "user": "a@b", "post": "short"], "invalid_guid", "post"),
            (
                ["op": "contact.put", "user": "a@b", "person": "c@d", "sharing": 1, "receiving": true], "wrong_type",
                "sharing"
            ),
            (["op": "contact.put", "user": "a@b", "person": "c@d", "sharing": true], "missing", "receiving"),
            (["op": "tag_following.put", "user": "a@b", "tag": ""], "empty", "tag"),
            (
                ["op": "aspect.put", "user": "a@b", "aspect": .string(String(repeating: "x", count: 256))], "too_long",
                "aspect"
            ),
            (["op": "person.put", "id": "a@b", "tags": ["1", "2", "3", "4", "5", "6"]], "too_many", "tags"),
            (["op": "person.put", "id": "a@b", "row_id": 0], "out_of_range", "row_id"),
            (
                ["op": "pod.put", "url": "u", "default_avatar": ["small": "s", "medium": "m"]], "missing",
                "default_avatar.large"
            ),
            (
                [
                    "op": "pod.put", "url": "u", "default_avatar": ["small": "s", "medium": "m", "large": "l"],
                    "camo": ["root": "r"],
                ], "unsupported_parameter", "camo"
            ),
            (["op": "entity", "type": "x", "data": [:]], "unknown_type", "type"),
            (["op": "entity", "type": "comment"], "missing", "data"),
            (["op": "entity", "type": "account_deletion", "data": ["author": "a"]], "invalid_id", "data.author"),
            (
                ["op": "entity", "type": "account_deletion", "data": ["author": "a@b"], "relay": [:]],
                "unknown_parameter", "relay"
            ),
            (
                ["op": "entity", "type": "account_deletion", "data": ["author": "a@b"], "recipients": ["x"]],
                "invalid_id", "recipients[0]"
            ),
            (
                ["op": "entity", "type": "account_deletion", "data": ["author": "a@b"], "received_at": "now"],
                "invalid_time", "received_at"
            ),
        ] as [(JSONValue, String, String)]
    )
    func refuses(json: JSONValue, reason: String, field: String) {
        let fault = #expect(throws: RPCFault.self) { try ChangeJSON.read(json, index: 4) }
        #expect(fault?.code == .invalidParameters)
        #expect(fault?.reason == reason)
        #expect(fault?.field == field)
        #expect(fault?.index == 4)
    }

    @Test(arguments: ChangeOp.allCases)
    func knowsEachOpOfTheContract(op: ChangeOp) {
        let fault = #expect(throws: RPCFault.self) { try ChangeJSON.read(["op": .string(op.rawValue)], index: 0) }
        #expect(fault?.reason == "missing")
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func survivesMutations(seed: UInt64) throws {
        var random = Seeded(seed)
        let change = JSONValue.object(ChangeJSON.write(random.change()))
        let mutated = mutate(change, &random)
        do {
            let read = try ChangeJSON.read(mutated, index: 0)
            #expect(try ChangeJSON.read(.object(ChangeJSON.write(read)), index: 0) == read)
        } catch {
            #expect(error.index == 0)
            #expect(error.field != nil)
        }
    }

    /// Puts something else into one place, however deep.
    private func mutate(_ value: JSONValue, _ random: inout Seeded) -> JSONValue {
        switch value {
        case .object(var object) where !object.isEmpty && !random.chance(4):
            let member = object.members[random.below(object.members.count)]
            object[member.name] = random.chance(6) ? nil : mutate(member.value, &random)
            return .object(object)
        case .array(var elements) where !elements.isEmpty:
            let index = random.below(elements.count)
            elements[index] = mutate(elements[index], &random)
            return .array(elements)
        default:
            let others: [JSONValue] = [
                nil, true, -1, 1.5, "", "x", "1004-02-30", "javascript:x", [], [[:]], [:], ["guid": 1],
            ]
            return others[random.below(others.count)]
        }
    }
}
