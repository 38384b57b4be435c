import Corpus
import Glibc
import RPC
import SocialModel
import Wire

/// The demonstration itself, in the order in which a person sees it.
struct Demo {
    let folder: DemoFolder
    let seed: UInt64
    private let renderer = ItemRenderer(linesOfText: 8)
    private var timings: [(String, Duration, String)] = []

    init(_ folder: DemoFolder, seed: UInt64) {
        self.folder = folder
        self.seed = seed
    }

    /// Attaches a pod to the engine that serves the folder, and shows what its people see.
    mutating func run() async throws {
        let client = try await RPCClient.connect(to: folder.socket)
        var begin = ContinuousClock.now
        var pod = try makePod()
        timings.append(("world and keys", .now - begin, "drawn; keys are made once"))
        begin = .now
        let tally = try await pod.attach(client)
        let time = ContinuousClock.now - begin
        let remark = "\(pod.envelopes.grouped) signed envelopes; signing itself took \(pod.signing.brief)"
        timings.append(("attached", time, remark))
        Output.write("A world of \(pod.world.ids.count.grouped) people: \(tally.summary(in: time))\n")
        try await show(pod, client, tally)
        try await showPictures(client)
        showTimings()
        await client.close()
    }

    private func makePod() throws -> DemoPod {
        var shape = WorldShape.demo
        // The last post came just now.
        shape.end = Timestamp(seconds: Int64(time(nil)))
        // Few of the slow 4,096-bit keys, for nobody wants to wait for them.
        let keys = try KeyRing.opened(folder.keys, size: KeyRing.Size(large: 1, small: 5))
        let world = try CommandError.generating { [shape] () throws(CorpusError) in
            try World(seed: Seed(seed), shape: shape)
        }
        return DemoPod(world, keys)
    }

    // MARK: - Parts

    private mutating func show(_ pod: DemoPod, _ client: RPCClient, _ tally: ImportTally) async throws {
        let reader = try await DemoReader(client, among: pod.world.localIDs)
        show(try await reader.home(6), "\(reader.viewer)'s home stream")
        let aspects = pod.members[reader.viewer] ?? [:]
        if let aspect = aspects.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
            let people = "\(aspect.value) \(aspect.value == 1 ? "person" : "people")"
            show(try await reader.aspect(aspect.key, 3), "the aspect “\(aspect.key)” alone: \(people)")
        }
        if let word = DemoReader.word(in: try await reader.home(100)) {
            let begin = ContinuousClock.now
            let hits = try await reader.search(word, 3, at: tally.seq)
            timings.append(("search", .now - begin, "the first one, until the search index has caught up"))
            show(hits, "search for “\(word)”")
        }
        timings.append(
            ("a page of home", try await reader.medianPageTime(), "over the socket and parsed, median of 301")
        )
    }

    private func show(_ items: [ItemView], _ title: String) {
        let rule = String(repeating: "─", count: max(4, renderer.width - StyledText(title, .name).width - 4))
        Output.write("\n── \(Style.name.apply(title, colours: renderer.colours)) \(rule)\n\n")
        Output.write(items.isEmpty ? "Nothing.\n" : items.map(renderer.text).joined())
    }

    private mutating func showPictures(_ client: RPCClient) async throws {
        let pictures = DemoPictures(folder: folder, seed: seed)
        var begin = ContinuousClock.now
        let files = try pictures.make()
        timings.append(("pictures", .now - begin, "\(files.count) files, made once"))
        begin = .now
        let thumbnails = try await pictures.process(files, client)
        timings.append(("thumbnails", .now - begin, "four versions of each picture"))
        try pictures.writeSheet(thumbnails)
        Output.write("Contact sheet of \(thumbnails.count) thumbnails: \(folder.contactSheet)\n\n")
    }

    private func showTimings() {
        for (name, time, remark) in timings {
            let name = name + String(repeating: " ", count: max(1, 16 - name.count))
            let time = String(repeating: " ", count: max(0, 9 - time.brief.count)) + time.brief
            Output.write("\(name)\(time)   \(Style.faint.apply(remark, colours: renderer.colours))\n")
        }
    }
}

extension Duration {
    /// In the unit that gives a person two or three digits.
    fileprivate var brief: String {
        let seconds = self / .seconds(1)
        if seconds >= 1 { return "\((seconds * 10).rounded() / 10) s" }
        if seconds >= 0.001 { return "\((seconds * 10_000).rounded() / 10) ms" }
        return "\(Int(seconds * 1_000_000)) µs"
    }
}
