import ArgumentParser
import Corpus
import Engine
import JSON
import Ledger
import SocialModel
import Wire

/// `millrace corpus`: worlds and pictures from a seed.
struct CorpusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corpus",
        abstract: "Generate a federated world: people, posts and all that follows, or pictures.",
        discussion: """
            Writes lines for `millrace attach`: what the pod says as changes, what other pods send as signed envelopes. \
            With --ledger the world goes straight into a data directory instead, without signatures, millions of posts \
            in minutes; with --sql it is written as the PostgreSQL database that diaspora* 0.7 to 0.10 would have; with \
            --pictures photograph-like files are made.

            Examples:
              millrace corpus > world.ndjson
              millrace corpus --size small --seed 7 --output world.ndjson
              millrace corpus --size large --ledger ./millrace-data
              millrace corpus --size small --sql - | psql pod
              millrace corpus --pictures ./pictures --count 50
            """
    )

    @OptionGroup var world: WorldOptions

    @Option(name: .shortAndLong, help: "The file to write lines to; standard output if there is none, or -.")
    var output: String?

    @Option(help: "Where the private keys are kept that sign the envelopes; they are made once.")
    var keys = "./millrace-keys"

    @Option(help: "Load the world into this data directory, which has no ledger yet.")
    var ledger: String?

    @Option(help: "The file to write diaspora*'s database to, as SQL for PostgreSQL; standard output if -.")
    var sql: String?

    @Option(help: "Make pictures in this folder.")
    var pictures: String?

    @Option(help: "How many pictures.")
    var count = 24

    @Flag(help: "Print the summary as JSON.")
    var json = false

    func validate() throws {
        guard [output, ledger, sql, pictures].compactMap(\.self).count <= 1 else {
            throw ValidationError("Give one of --output, --ledger, --sql and --pictures.")
        }
        guard (1...100_000).contains(count) else { throw ValidationError("--count is 1 to 100,000.") }
    }

    func run() async throws {
        let begin = ContinuousClock.now
        var summary: JSONObject
        if let pictures {
            summary = try makePictures(pictures)
        } else if let ledger {
            summary = try load(ledger)
        } else if let sql {
            summary = try writeDatabase(sql)
        } else {
            summary = try writeLines()
        }
        summary["seconds"] = .number(((.now - begin) / .milliseconds(1)).rounded() / 1_000)
        let text = json ? JSONWriter.pretty(.object(summary)) : Self.sentence(summary)
        // Standard output has the lines where no file was named.
        let isOutputFree = (output ?? sql).map { $0 != "-" } ?? (ledger != nil || pictures != nil)
        isOutputFree ? Output.write(text + "\n") : Output.complain(text + "\n")
    }

    private static func sentence(_ summary: JSONObject) -> String {
        summary.members.map { member in
            switch member.value {
            case .integer(let number): "\(number.grouped) \(member.name)"
            case .number(let number): "in \(number) s"
            default: "\(member.name) \(member.value.string ?? "")"
            }
        }.joined(separator: ", ")
    }

    // MARK: - What is made

    private func makeWorld() throws -> World {
        let shape = try world.shape
        return try CommandError.generating { () throws(CorpusError) in
            try World(seed: Seed(world.seed), shape: shape)
        }
    }

    private func writeLines() throws -> JSONObject {
        let world = try makeWorld()
        let file = try OutputFile(output)
        let ring = try KeyRing.opened(keys)
        let bar = ProgressBar("generating")
        var (lines, envelopes) = (0, 0)
        var buffer: [UInt8] = []
        for event in world.events.withPublicKeys({ ring.publicKey(of: $0) }) {
            buffer += try CommandError.generating { () throws(CorpusError) in try event.line(ring) }
            buffer.append(UInt8(ascii: "\n"))
            lines += 1
            if event.isEnvelope { envelopes += 1 }
            bar.show(lines, of: nil)
            guard buffer.count >= 1 << 18 else { continue }
            try file.write(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        try file.write(buffer)
        bar.clear()
        return ["lines": .integer(Int64(lines)), "envelopes": .integer(Int64(envelopes))]
    }

    private func load(_ path: String) throws -> JSONObject {
        let world = try makeWorld()
        let folder = try OutputFolder(path).path
        let bar = ProgressBar("loading posts")
        do {
            let lock = try FolderLock(folder)
            defer { extendLifetime(lock) }
            let result = try world.load(
                into: Ledger(folder: folder),
                progress: { bar.show($0, of: world.postCount) },
                step: { step in
                    bar.clear()
                    if Terminal.showsProgress { Output.complain("\(step) …\n") }
                }
            )
            return [
                "posts": .integer(Int64(world.postCount)), "changes": .integer(Int64(result.applied)),
                "refused": .integer(Int64(result.refused)),
            ]
        } catch let error as LedgerError {
            throw EngineError.ledger(error)
        }
    }

    private func writeDatabase(_ path: String) throws -> JSONObject {
        let world = try makeWorld()
        let file = try OutputFile(path)
        let bar = ProgressBar("generating")
        var events = 0
        var database = PodDatabase(
            start: Timestamp(seconds: world.shape.end.seconds - Int64(world.shape.days + 1) * 86_400)
        )
        for event in world.events {
            database.add(event)
            events += 1
            bar.show(events, of: nil)
        }
        let (text, rows) = database.statements()
        try file.write(text)
        bar.clear()
        return [
            "tables": .integer(Int64(rows.count)), "rows": .integer(Int64(rows.reduce(0) { $0 + $1.count })),
        ]
    }

    private func makePictures(_ path: String) throws -> JSONObject {
        let files = try PictureFiles(folder: path, seed: world.seed)
        let bar = ProgressBar("making pictures")
        for number in 0..<count {
            _ = try files.write(number)
            bar.show(number + 1, of: count)
        }
        bar.clear()
        return ["pictures": .integer(Int64(count)), "folder": .string(path)]
    }
}
