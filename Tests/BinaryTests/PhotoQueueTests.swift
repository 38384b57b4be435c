import Foundation
import JSON
import Media
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Photos' files are made in the background, told of, and removed with the last photo that has them.
@Suite struct PhotoQueueTests {
    let pod: PhotoPod

    init() throws { pod = try PhotoPod() }

    // MARK: - Making

    @Test func aPostGetsThePicturesOfItsPhotoWhenTheyAreMade() async throws {
        // It has two minutes for all its attempts, while the picture is still being drawn here.
        let engine = try await pod.engine(["MILLRACE_MEDIA_RETRY_MILLISECONDS": "1000"])
        let client = try await engine.client()
        try await pod.setUp(client)
        let events = try await EventStream(to: engine)
        _ = try await events.client.call("stream.subscribe", ["stream": "public"])
        _ = try await client.apply([try pod.post(1)])
        let added = try await events.next()
        #expect(added.event == "added")
        let before = try #require(added.item?["photos"]?.array?.first)
        #expect(before["thumbhash"] == nil && before["dimensions"]?["width"] == .null)
        #expect(before["sizes"]?["small"] == "https://photos.pod.example/uploads/images/thumb_small_upload-1.jpg")
        // The pod writes the file after it has told of it.
        while try await pod.photo(1, client)["processing"]?["reason"] != "original_missing" {
            try await Task.sleep(for: .milliseconds(5))
        }
        try pod.upload(1)
        let changed = try await events.next()
        #expect(changed.event == "changed" && changed.guid == added.guid)
        let photo = try #require(changed.item?["photos"]?.array?.first)
        #expect(photo["dimensions"] == ["height": 240, "width": 320])
        #expect(photo["thumbhash"]?.string?.isEmpty == false && photo["dominant_color"]?.string?.first == "#")
        let sizes = try #require(photo["sizes"]?.object)
        for size in sizes.members { #expect(size.value.string?.hasPrefix(PhotoPod.shown) == true) }
        #expect(try pod.files(of: photo) == pod.files)
        #expect(photo["versions"]?["large"] != nil)
        let gallery = try await pod.photo(1, client)
        #expect(gallery["processing"] == ["state": "made", "reason": .null])
        #expect(gallery["sizes"] == photo["sizes"])
        // Without an address that the web server shows them at, the pod's own names stay.
        _ = try await client.call(
            "pod.apply",
            [
                "changes": [
                    [
                        "op": "pod.put", "url": "https://photos.pod.example/",
                        "default_avatar": ["small": "/s", "medium": "/m", "large": "/l"],
                    ]
                ]
            ]
        )
        let hidden = try await pod.photo(1, client)
        #expect(hidden["sizes"] == before["sizes"] && hidden["versions"] == nil)
        #expect(hidden["thumbhash"] == photo["thumbhash"])
        let metrics = try #require(try await client.call("engine.metrics")["text"]?.string)
        #expect(metrics.contains("millrace_photo_files{state=\"made\"} 1\n"))
        #expect(engine.stop() == 0)
    }

    @Test func whatIsNoPictureFailsOnceAndSaysWhy() async throws {
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client)
        try Data("%PDF-1.7".utf8).write(to: URL(fileURLWithPath: pod.originals.path + "/upload-1.jpg"))
        let secret = pod.originals.path + ".jpg"
        try Data(try PictureMaker().picture(seed: 1, width: 9, height: 9, format: .jpeg)).write(
            to: URL(fileURLWithPath: secret)
        )
        defer { try? FileManager.default.removeItem(atPath: secret) }
        let outside = "../" + URL(fileURLWithPath: secret).lastPathComponent
        // A name that leads out of the folder is none of a file in it.
        _ = try await client.apply([try pod.post(1), try pod.post(2, name: outside), try pod.post(3)])
        try await pod.wait(for: 3, "failed", client)
        for (number, reason) in [(1, "unsupported"), (2, "original_unnamed"), (3, "original_missing")] {
            #expect(try await pod.photo(number, client)["processing"]?["reason"]?.string == reason)
        }
        #expect(pod.files.isEmpty)
        // Told of again with another file, it gets another chance.
        try pod.upload(4)
        let photo = Photo(
            guid: try pod.guid(1),
            author: pod.alice,
            isPublic: true,
            remotePath: "https://photos.pod.example/uploads/images/",
            remoteName: "upload-4.jpg"
        )
        _ = try await client.apply([.entity(EntityPut(.photo(photo)))])
        try await pod.wait(for: 1, "made", client)
        #expect(engine.stop() == 0)
    }

    @Test func aPhotoOfAnotherPodIsFetchedOnlyIfThatIsAskedFor() async throws {
        let other = try StubPod()
        var route = StubRoute("a.pod.example/uploads/picture.png")
        route.body = try PictureMaker().picture(seed: 5, width: 64, height: 48, format: .png)
        try other.serve([route])
        let bob = try #require(DiasporaID("bob@a.pod.example"))
        let photos = try ["picture.png", "nothing.png"].map { name in
            Photo(
                guid: try #require(GUID("photo-of-bob-\(name)")),
                author: bob,
                isPublic: true,
                remotePath: "https://a.pod.example/uploads/",
                remoteName: name
            )
        }
        let inner = Photo(
            guid: try #require(GUID("photo-of-bob-inside")),
            author: bob,
            isPublic: true,
            remotePath: "https://127.0.0.1/",
            remoteName: "picture.png"
        )
        var environment = [
            "MILLRACE_FETCHING_AUTHORITIES": other.authority,
            "MILLRACE_FETCHING_CONNECT_TO": other.connectTo("a.pod.example").joined(separator: ","),
            "MILLRACE_FETCHING_PRIVATE_ADDRESSES": StubPod.address,
        ]
        let first = try await pod.engine(environment)
        var client = try await first.client()
        try await pod.setUp(client)
        let person = Change.personPut(PersonPut(id: bob, guid: GUID("person-bob-123456789")))
        _ = try await client.apply([person] + [.entity(EntityPut(.photo(photos[0])))])
        #expect(try await pod.count("waiting", client) == 0)
        #expect(first.stop() == 0)
        environment["MILLRACE_MEDIA_FETCH"] = "true"
        let second = try await pod.engine(environment)
        client = try await second.client()
        _ = try await client.apply([.entity(EntityPut(.photo(photos[1]))), .entity(EntityPut(.photo(inner)))])
        try await pod.wait(for: 2, "failed", client)
        let good = Photo(
            guid: photos[1].guid,
            author: bob,
            isPublic: true,
            remotePath: "https://a.pod.example/uploads/",
            remoteName: "picture.png"
        )
        _ = try await client.apply([.entity(EntityPut(.photo(good)))])
        try await pod.wait(for: 1, "made", client)
        let gallery = try await client.call("person.photos", ["person": .string(bob.text)])
        let reasons = gallery["photos"]?.array?.map { $0["processing"]?["reason"]?.string }
        #expect(Set(reasons ?? []) == [nil, "original_refused"])
        #expect(other.count("/uploads/picture.png") == 1)
        #expect(second.stop() == 0)
    }

    @Test func aFolderThatIsNotThereIsNoSetting() throws {
        let outcome = try Program.run(
            millraceProgram,
            ["serve", "--data", pod.folder.path],
            environment: ["MILLRACE_MEDIA_ORIGINALS": pod.originals.path + "/nowhere"]
        )
        let words = String(decoding: outcome.complaints, as: UTF8.self)
        #expect(outcome.status != 0 && words.contains("media.originals"), "\(words)")
    }

    /// With pauses as short as looking takes, so that each photo comes up while somebody looks.
    @Test func whatIsTriedAgainIsNeverForgotten() async throws {
        let engine = try await pod.engine(["MILLRACE_MEDIA_RETRY_MILLISECONDS": "1"])
        let client = try await engine.client()
        try await pod.setUp(client)
        for number in 1...20 {
            _ = try await client.apply([try pod.post(number)])
            try await pod.wait(for: number, "failed", client)
        }
        #expect(engine.stop() == 0)
    }

    // MARK: - Removing

    @Test func filesOfTheSameContentGoWithTheLastPhoto() async throws {
        for number in [1, 2] { try pod.upload(number, like: 7) }
        try pod.upload(3)
        var engine = try await pod.engine()
        var client = try await engine.client()
        try await pod.setUp(client)
        _ = try await client.apply([try pod.post(1), try pod.post(2), try pod.post(3)])
        try await pod.wait(for: 3, "made", client)
        let shared = try pod.files(of: try await pod.photo(1, client))
        let own = try pod.files(of: try await pod.photo(3, client))
        #expect(try await pod.photo(1, client)["sizes"] == pod.photo(2, client)["sizes"])
        #expect(pod.files == shared.union(own))
        _ = try await client.apply([try pod.retraction(1)])
        let guid = try pod.guid(1).text
        let report = try await client.call(
            "engine.purge",
            ["guid": .string(guid), "prove": true, "deadline_ms": 600_000]
        )
        #expect(report["clean"] == true && report["orphans"] == 0)
        #expect(pod.files == shared.union(own))
        // Killed as soon as the last one is gone from the ledger.
        _ = try await client.apply([try pod.retraction(2)])
        engine.kill9()
        engine = try await pod.engine()
        client = try await engine.client()
        while pod.files != own { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try await pod.photo(3, client)["processing"]?["state"] == "made")
        // An account takes its photos with it.
        _ = try await client.apply([.personClose(person: pod.alice)])
        while !pod.files.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try await pod.count("made", client) == 0)
        #expect(engine.stop() == 0)
    }

    @Test func whatNobodyRefersToIsClearedAwayAndWhatIsMissingMadeAgain() async throws {
        try pod.upload(1)
        var engine = try await pod.engine()
        var client = try await engine.client()
        try await pod.setUp(client)
        _ = try await client.apply([try pod.post(1)])
        try await pod.wait(for: 1, "made", client)
        let own = try pod.files(of: try await pod.photo(1, client))
        #expect(engine.stop() == 0)
        // What a crash leaves: a photo of nobody's, half of one, a draft; and a file that is none of a photo's.
        let (shelf, base) = (pod.folder.path + "/photos/ab", "ab0123456789abcdef01")
        try FileManager.default.createDirectory(atPath: shelf, withIntermediateDirectories: true)
        for name in ["\(base).json", "\(base).webp", "thumb_small_ab0123456789abcdef02.webp", "\(base).webp.1x.tmp"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(shelf)/\(name)"))
        }
        try Data("x".utf8).write(to: URL(fileURLWithPath: "\(shelf)/readme.txt"))
        let record = try #require(own.first { $0.hasSuffix(".json") })
        try FileManager.default.removeItem(atPath: "\(pod.folder.path)/photos/\(record)")
        engine = try await pod.engine()
        client = try await engine.client()
        while pod.files != own.union(["ab/readme.txt"]) { try await Task.sleep(for: .milliseconds(5)) }
        try await pod.wait(for: 1, "made", client)
        #expect(engine.stop() == 0)
    }

    @Test func aPhotoThatIsHandedOverWaitsForItsNewsADay() async throws {
        let engine = try await pod.engine()
        var client = try await engine.client()
        try await pod.setUp(client)
        for number in [1, 2] { try pod.upload(number) }
        func process(_ number: Int, _ guid: GUID?) async throws -> RPCFault? {
            var parameters: JSONObject = ["path": .string("\(pod.originals.path)/upload-\(number).jpg")]
            parameters["guid"] = guid.map { .string($0.text) }
            parameters["deadline_ms"] = 600_000
            return try await fault { _ = try await client.call("photo.process", parameters) }
        }
        #expect(try await process(1, pod.guid(1)) == nil)
        #expect(try await process(2, nil) == nil)
        #expect(try await pod.count("unclaimed", client) == 2)
        // The post finds its photo done, whatever its file is called.
        _ = try await client.apply([try pod.post(1, name: "elsewhere.jpg")])
        #expect(try await pod.photo(1, client)["processing"]?["state"] == "made")
        let own = try pod.files(of: try await pod.photo(1, client))
        #expect(own.isStrictSubset(of: pod.files))
        #expect(engine.stop() == 0)
        try changeLedger(of: pod.folder, "UPDATE photo_files SET changed_at = changed_at - 86401000000 WHERE state = 3")
        let second = try await pod.engine()
        client = try await second.client()
        while pod.files != own { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try await pod.count("unclaimed", client) == 0)
        // Of what was retracted nothing is kept.
        _ = try await client.apply([try pod.retraction(1)])
        #expect(try await process(2, pod.guid(1))?.reason == "target_retracted")
        while !pod.files.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        #expect(second.stop() == 0)
    }

    // MARK: - Killed

    @Test func everyPhotoIsMadeOnceHoweverOftenTheEngineIsKilled() async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("killing: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let photos = 24
        // Every third one has the content of the one before.
        for number in 0..<photos { try pod.upload(number, like: number % 3 == 2 ? number - 1 : number) }
        var engine = try await pod.engine()
        var client = try await engine.client()
        try await pod.setUp(client)
        _ = try await client.apply(try (0..<photos).map { try pod.post($0) })
        var made = 0
        while made < photos {
            let next = min(photos, made + Int.random(in: 1...5, using: &random))
            while try await pod.count("made", client) < next { try await Task.sleep(for: .milliseconds(1)) }
            made = next
            guard made < photos else { break }
            engine.kill9()
            engine = try await pod.engine()
            client = try await engine.client()
            #expect(try await pod.count("made", client) >= made, "seed \(seed)")
        }
        var wanted: Set<String> = []
        for number in 0..<photos { wanted.formUnion(try pod.files(of: try await pod.photo(number, client))) }
        // A worker of a killed engine finishes what it has begun.
        while pod.files != wanted { try await Task.sleep(for: .milliseconds(5)) }
        #expect(wanted.count == photos / 3 * 2 * 7)
        #expect(try await client.call("engine.status")["counts"]?["photos"] == .integer(Int64(photos)))
        #expect(engine.stop() == 0)
    }
}
