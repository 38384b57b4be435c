import Foundation
import JSON
import Media
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// A pod with one user, Alice, whose uploads lie in a folder that the engine can see.
struct PhotoPod {
    let folder: ScratchFolder
    let originals: ScratchFolder
    let alice: DiasporaID
    static let shown = "https://photos.pod.example/made/"

    init() throws {
        folder = try ScratchFolder()
        originals = try ScratchFolder()
        alice = try #require(DiasporaID("alice@photos.pod.example"))
    }

    /// The real program in the pod's folder, as often as it is started.
    func engine(_ environment: [String: String] = [:]) async throws -> ServedEngine {
        try await ServedEngine(
            in: folder,
            environment: [
                "MILLRACE_MEDIA_ORIGINALS": originals.path, "MILLRACE_MEDIA_RETRY_MILLISECONDS": "20",
            ].merging(environment) { $1 }
        )
    }

    func setUp(_ client: RPCClient) async throws {
        let pod = PodPut(
            url: "https://photos.pod.example/",
            defaultAvatar: Avatar(small: "/s.png", medium: "/m.png", large: "/l.png"),
            photosURL: Self.shown
        )
        _ = try await client.apply([
            .podPut(pod), .personPut(PersonPut(id: alice, guid: GUID("person-alice-1234567"))),
            .userPut(UserPut(id: alice)),
        ])
    }

    /// Puts a picture of its own, or that of another number, among the uploads.
    func upload(_ number: Int, like other: Int? = nil) throws {
        let seed = UInt64(other ?? number)
        let picture = try PictureMaker().picture(seed: seed, width: 320, height: 240, format: .jpeg)
        try Data(picture).write(to: URL(fileURLWithPath: "\(originals.path)/upload-\(number).jpg"))
    }

    func guid(_ number: Int) throws -> GUID { try #require(GUID("photo-of-alice-12-\(number)")) }

    /// A post with a photo, named like its upload unless said otherwise.
    func post(_ number: Int, name: String? = nil) throws -> Change {
        let guid = try #require(GUID("status-of-alice-\(number)"))
        let photo = Photo(
            guid: try self.guid(number),
            author: alice,
            isPublic: true,
            remotePath: "https://photos.pod.example/uploads/images/",
            remoteName: name ?? "upload-\(number).jpg",
            statusMessageGUID: guid
        )
        let post = StatusMessage(author: alice, guid: guid, isPublic: true, text: "number \(number)", photos: [photo])
        return .entity(EntityPut(.statusMessage(post)))
    }

    func retraction(_ number: Int) throws -> Change {
        .entity(EntityPut(.retraction(Retraction(author: alice, targetGUID: try guid(number), targetType: .photo))))
    }

    /// How many photos are in a state.
    func count(_ state: String, _ client: RPCClient) async throws -> Int {
        Int(try #require(try await client.call("engine.status")["photos"]?[state]?.integer))
    }

    func wait(for count: Int, _ state: String, _ client: RPCClient) async throws {
        while try await self.count(state, client) != count { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// A photo of Alice's gallery.
    func photo(_ number: Int, _ client: RPCClient) async throws -> JSONValue {
        let gallery = try await client.call("person.photos", ["person": .string(alice.text), "limit": 100])
        let guid = try guid(number).text
        return try #require(gallery["photos"]?.array?.first { $0["guid"]?.string == guid })
    }

    /// The files below the folder of photos, drafts included.
    var files: Set<String> {
        let root = folder.path + "/photos"
        let all = FileManager.default.enumerator(atPath: root)?.allObjects.compactMap { $0 as? String } ?? []
        return Set(all.filter { $0.contains(".") })
    }

    /// The files that a gallery's photo should have, its record included.
    func files(of photo: JSONValue) throws -> Set<String> {
        let versions = try #require(photo["versions"]?.object).members
        let places = try versions.map { try #require($0.value.string).replacingOccurrences(of: Self.shown, with: "") }
        let raw = try #require(places.first { !$0.contains("_") })
        return Set(places).union([raw.replacingOccurrences(of: ".webp", with: ".json")])
    }
}
