import JSON
import SocialModel
import Testing
import Wire

@Suite struct EntityJSONTests {
    @Test(arguments: 0..<400 as Range<UInt64>)
    func comesBackAsItWas(seed: UInt64) throws {
        var random = Seeded(seed)
        let entity = random.entity()
        let described = try JSONParser.parse(JSONWriter.bytes(.object(EntityJSON.describe(entity))))
        #expect(described["type"]?.string == entity.type.rawValue)
        #expect(described["author"]?.string == entity.author.text)
        #expect(described["guid"]?.string == entity.guid?.text)
        #expect(try EntityJSON.read(described: Parameters(#require(described.object))) == entity)
    }

    @Test func keepsMicroseconds() throws {
        let data: JSONObject = [
            "author": "a@b", "guid": "0123456789abcdef", "parent_guid": "fedcba9876543210", "text": "x",
            "created_at": "2016-02-19T03:13:41.123456+01:00",
        ]
        let entity = try EntityJSON.read(.comment, data: Parameters(data))
        #expect(EntityJSON.write(entity)["created_at"] == "2016-02-19T02:13:41.123456Z")
    }

    @Test func countsCodePoints() throws {
        var data: JSONObject = ["author": "a@b", "guid": "0123456789abcdef", "parent_guid": "fedcba9876543210"]
        data["text"] = .string(String(repeating: "\r\n", count: 32_767) + "😀")
        _ = try EntityJSON.read(.comment, data: Parameters(data))
        data["text"] = .string(String(repeating: "\r\n", count: 32_768))
        let fault = #expect(throws: RPCFault.self) { try EntityJSON.read(.comment, data: Parameters(data)) }
        #expect(fault?.reason == "too_long")
    }

    @Test func usesDefaultsForWhatIsAbsent() throws {
        let post = try EntityJSON.read(
            .statusMessage,
            data: Parameters(["author": "a@b", "guid": "0123456789abcdef", "text": ""])
        )
        #expect(
            post
                == .statusMessage(
                    StatusMessage(author: known(DiasporaID("a@b")), guid: known(GUID("0123456789abcdef")))
                )
        )
        let profile = try EntityJSON.read(.profile, data: Parameters(["author": "a@b", "public": nil]))
        #expect(profile == .profile(Profile(author: known(DiasporaID("a@b")), isPublic: nil)))
    }

    @Test(
        arguments: [
            (EntityType.statusMessage, ["author": "a@b", "guid": "0123456789abcdef"], "missing", "text"),
            (.statusMessage, ["author": "a@b", "guid": "0123456789abcde-", "text": nil], "invalid_guid", "guid"),
            (
                .statusMessage, ["author": "a@b", "guid": "0123456789abcdef", "text": nil, "public": nil], "missing",
                "public"
            ),
            (
                .statusMessage, ["author": "a@b", "guid": "0123456789abcdef", "text": nil, "tags": []],
                "unknown_parameter", "tags"
            ),
            (
                .statusMessage, ["author": "a@b", "guid": "0123456789abcdef", "text": nil, "event": [:]],
                "unsupported_parameter", "event"
            ),
            (
                .statusMessage, ["author": "a@b", "guid": "0123456789abcdef", "text": nil, "photos": [1]], "wrong_type",
                "photos[0]"
            ),
            (
                .statusMessage,
                ["author": "a@b", "guid": "0123456789abcdef", "text": nil, "photos": [photo(["author": "c@d"])]],
                "other_author", "photos[0].author"
            ),
            (
                .statusMessage,
                ["author": "a@b", "guid": "0123456789abcdef", "text": nil, "location": ["lat": "1", "lng": ""]],
                "empty", "location.lng"
            ),
            (
                .statusMessage,
                [
                    "author": "a@b", "guid": "0123456789abcdef", "text": nil,
                    "poll": [
                        "guid": "0123456789abcdef", "question": "?",
                        "poll_answers": [["guid": "0123456789abcdef", "answer": "1"]],
                    ],
                ], "too_few", "poll.poll_answers"
            ),
            (.photo, photo(["remote_photo_path": "javascript:alert(1)"]), "invalid_url", "remote_photo_path"),
            (.photo, photo(["remote_photo_path": "https://pod.example"]), "invalid_url", "remote_photo_path"),
            (.photo, photo(["remote_photo_path": "/a b/"]), "invalid_url", "remote_photo_path"),
            (.photo, photo(["remote_photo_path": "/%zz/"]), "invalid_url", "remote_photo_path"),
            (.photo, photo(["remote_photo_path": nil]), "missing", "remote_photo_path"),
            (.photo, photo(["remote_photo_name": ""]), "empty", "remote_photo_name"),
            (.photo, photo(["width": -1]), "out_of_range", "width"),
            (.photo, photo(["row_id": 1]), "unknown_parameter", "row_id"),
            (
                .reshare, ["author": "a@b", "guid": "0123456789abcdef", "root_guid": "0123456789abcdef"],
                "incomplete_pair", "root_author"
            ),
            (
                .reshare, ["author": "a@b", "guid": "0123456789abcdef", "root_author": "a@b"], "incomplete_pair",
                "root_guid"
            ),
            (
                .like,
                [
                    "author": "a@b", "guid": "0123456789abcdef", "parent_guid": "0123456789abcdef",
                    "parent_type": "post", "positive": true,
                ], "unknown_value", "parent_type"
            ),
            (
                .like,
                [
                    "author": "a@b", "guid": "0123456789abcdef", "parent_guid": "0123456789abcdef",
                    "parent_type": "Post", "positive": nil,
                ], "missing", "positive"
            ),
            (
                .participation,
                [
                    "author": "a@b", "guid": "0123456789abcdef", "parent_guid": "0123456789abcdef",
                    "parent_type": "Comment",
                ], "unknown_value", "parent_type"
            ),
            (
                .comment, ["author": "a@b", "guid": "0123456789abcdef", "parent_guid": "0123456789abcdef", "text": ""],
                "empty", "text"
            ),
            (.profile, ["author": "a@b", "first_name": "a;b"], "invalid_text", "first_name"),
            (.profile, ["author": "a@b", "tag_string": "######"], "too_many", "tag_string"),
            (.profile, ["author": "a@b", "birthday": "2001-02-29"], "invalid_date", "birthday"),
            (.profile, ["author": "a@b", "image_url": "?x"], "invalid_url", "image_url"),
            (.contact, ["author": "a@b", "recipient": "c@d", "blocking": true], "contradiction", "blocking"),
            (
                .conversation, ["author": "a@b", "guid": "0123456789abcdef", "subject": "s", "participants": "a@b;"],
                "too_few", "participants"
            ),
            (
                .conversation,
                ["author": "a@b", "guid": "0123456789abcdef", "subject": "s", "participants": "c@d;e@f"],
                "contradiction", "participants"
            ),
            (
                .conversation,
                ["author": "a@b", "guid": "0123456789abcdef", "subject": "s", "participants": "a@b; c@d"], "invalid_id",
                "participants"
            ),
            (
                .retraction, ["author": "a@b", "target_guid": "0123456789abcdef", "target_type": "post"],
                "unknown_value", "target_type"
            ),
            (.accountMigration, ["author": "a@b", "profile": ["author": "a@b"]], "missing", "old_identity"),
            (
                .accountMigration, ["author": "a@b", "profile": ["author": "a@b"], "old_identity": "a@b"],
                "contradiction", "old_identity"
            ),
        ] as [(EntityType, JSONObject, String, String)]
    )
    func refuses(type: EntityType, data: JSONObject, reason: String, field: String) {
        let fault = #expect(throws: RPCFault.self) { try EntityJSON.read(type, data: Parameters(data)) }
        #expect(fault?.reason == reason)
        #expect(fault?.field == field)
        let breaksRule = [
            "invalid_url", "other_author", "too_few", "incomplete_pair", "invalid_text", "invalid_date",
            "contradiction",
        ]
        let rejected = breaksRule.contains(reason) || field == "tag_string"
        #expect(fault?.code == (rejected ? .rejected : .invalidParameters))
    }

    private static func photo(_ changes: JSONObject) -> JSONObject {
        var data: JSONObject = [
            "guid": "0123456789abcdef", "author": "a@b", "remote_photo_path": "/p/", "remote_photo_name": "n.jpg",
        ]
        for change in changes.members { data[change.name] = change.value }
        return data
    }

    private static func photo(_ changes: JSONObject) -> JSONValue { .object(photo(changes)) }
}
