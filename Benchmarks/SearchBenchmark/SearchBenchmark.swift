import Engine
import Foundation
import Logging
import NIOPosix
import SocialModel

// What search costs on a ledger's posts, beside plain FTS5, PostgreSQL's GIN and tantivy with the same texts, all in one
// run; and whether any query takes long, typed at random or in bad faith.
//
//   millrace corpus --size large --posts 1000000 --likes 1300000 --comments 800000 --ledger DIR
//   swift run -c release SearchBenchmark DIR
//   swift run -c release SearchBenchmark DIR building   what building and its files take only
//   swift run -c release SearchBenchmark DIR flood      the queries only, with the index as it is
//   swift run -c release SearchBenchmark DIR stalls     how long searches wait for what is done in the background only
//
// At the end it writes posts into the ledger and retracts others, so that it is not to be anybody's.
// tantivy is asked if Python has it (`pip install tantivy`), PostgreSQL if Debian's is installed.

@main
enum SearchBenchmark {
    static func main() async throws {
        guard let folder = CommandLine.arguments.dropFirst().first else {
            print("usage: SearchBenchmark DIR   (a data directory, as `millrace corpus --ledger DIR` makes it)")
            exit(64)
        }
        let part = CommandLine.arguments.dropFirst(2).first
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("millrace-search-\(getpid())").path
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        // Built anew, so that the time it takes is measured.
        for file in part == "flood" || part == "stalls"
            ? [] : ["search.sqlite", "search.sqlite-wal", "search.sqlite-shm"]
        {
            try? FileManager.default.removeItem(atPath: folder + "/" + file)
        }

        let texts = try Texts(folder)
        print("\(texts.all.count) texts, \(texts.bytes >> 20) MiB, \(texts.words / max(1, texts.all.count)) words each")
        print("                                         documents/s      MiB    x texts")
        let log = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let engine = try await Engine.open(EngineConfiguration(folder: folder), on: loop, log: log)
        let building = try await ContinuousClock().measure {
            try await engine.searchReach(engine.seq, within: .seconds(3_600))
        }
        report("Millrace, from the ledger", texts, building, try Files.bytes(of: folder + "/search.sqlite"))
        let merging = try await ContinuousClock().measure { try await engine.tidySearch() }
        report("the same, and merged", texts, building + merging, try Files.bytes(of: folder + "/search.sqlite"))
        if part != "flood", part != "stalls" {
            let bare = try BareFTS5(scratch + "/bare.sqlite", texts, options: "prefix = '2 3'")
            report("FTS5 with prefix indexes", texts, bare.building, try Files.bytes(of: scratch + "/bare.sqlite"))
            if part != "building" { try await compare(engine, folder, scratch, texts, bare) }
        }
        if part == nil || part == "flood" {
            try await Flood.run(engine, try Texts.viewer(folder), texts)
            try await Arrivals.run(engine, folder, texts)
        }
        if part == nil || part == "stalls" { try await Stalls.run(engine, folder, try Texts.viewer(folder), texts) }
        await engine.stop()
    }

    /// With the others, and what each costs.
    private static func compare(
        _ engine: Engine,
        _ folder: String,
        _ scratch: String,
        _ texts: Texts,
        _ bare: BareFTS5
    ) async throws {
        let others = try Others.all(in: scratch, texts)
        for other in others { report(other.name, texts, other.building, other.bytes) }

        print("\nmedian of \(Question.rounds), milliseconds")
        print(
            "                                        Millrace   no text   FTS5   ratio   ratio   "
                + others.map(\.name).joined(separator: "   ")
        )
        let viewer = try Texts.viewer(folder)
        for question in Question.all(texts) {
            try await question.ask(engine, viewer, bare, others)
        }
    }

    private static func report(_ name: String, _ texts: Texts, _ time: Duration, _ bytes: Int) {
        print(
            name.padding(toLength: 38, withPad: " ", startingAt: 0)
                + String(
                    format: "%14.0f %8d %10.2f",
                    Double(texts.all.count) / time.seconds,
                    bytes >> 20,
                    Double(bytes) / Double(texts.bytes)
                )
        )
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
    var milliseconds: Double { seconds * 1_000 }
}

/// Files with their write-ahead logs.
enum Files {
    static func bytes(of path: String) throws -> Int {
        try ["", "-wal"].reduce(0) { sum, end in
            guard FileManager.default.fileExists(atPath: path + end) else { return sum }
            return sum + (try FileManager.default.attributesOfItem(atPath: path + end)[.size] as? Int ?? 0)
        }
    }
}
