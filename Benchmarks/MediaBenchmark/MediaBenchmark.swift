import Foundation
import Glibc
import Media

// How many photos a second become their versions: by a worker process of ours over its socket, and by others' programs,
// all on one core, in turn, in one run. What is not installed is left out, and said to be.
//
//   swift build -c release --product millrace && swift run -c release MediaBenchmark [rounds]

@main
enum MediaBenchmark {
    private static let formats: [PictureFormat] = [.jpeg, .png, .webp, .gif]
    private static let sizes: [(megapixels: Int, width: Int, height: Int)] = [(12, 4_000, 3_000), (3, 2_000, 1_500)]

    static func main() throws {
        // Workers step back behind whoever serves pages: beside a build, others that did not would get all the processor.
        setpriority(.init(PRIO_PROCESS.rawValue), 0, 10)
        let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 3
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("media-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let rivals = try Rivals(in: folder)
        let (thumbs, same, all) = (
            try PhotoRecipe(extra: [], keepsFull: false), try PhotoRecipe(extra: []), PhotoRecipe()
        )
        var worst = 0
        print("photos a second, median of \(rounds); four versions, then also the full size and 2048 pixels")
        print("worker : ImageMagick is first of the same five files, the full size and the four, then 2048 pixels too")
        print(
            "| photo | worker | C cascade | ratio | vipsthumbnail × 4 | Pillow | worker, all | C cascade, all | ratio | ImageMagick | worker, same : it | worker, all : it | MiB |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
        for size in sizes {
            for format in formats {
                let picture = try PictureMaker().picture(
                    seed: 7,
                    width: size.width,
                    height: size.height,
                    format: format
                )
                let path = "\(folder)/photo.\(format.rawValue)"
                try Data(picture).write(to: URL(fileURLWithPath: path))
                var times = [String: [Double]]()
                var peak = 0
                for round in 0..<rounds {
                    for (name, recipe) in [("worker", thumbs), ("worker, same", same), ("worker, all", all)] {
                        let worker = try Worker()
                        let time = try worker.seconds(picture, recipe)
                        times[name, default: []].append(time.seconds)
                        peak = max(peak, time.memory)
                    }
                    for rival in rivals.all where round == 0 || !rival.isSlow {
                        times[rival.name, default: []].append(try rival.seconds(path, folder + "/out"))
                    }
                }
                worst = max(worst, peak)
                let rates = times.mapValues { 1 / $0.sorted()[$0.count / 2] }
                func rate(_ name: String) -> String { rates[name].map { String(format: "%.2f", $0) } ?? "–" }
                func ratio(_ one: String, _ other: String) -> String {
                    guard let one = rates[one], let other = rates[other] else { return "–" }
                    return String(format: "%.2f", one / other)
                }
                print(
                    "| \(size.megapixels) MP \(format.rawValue)",
                    rate("worker"),
                    rate("cascade"),
                    ratio("worker", "cascade"),
                    rate("vipsthumbnail"),
                    rate("Pillow"),
                    rate("worker, all"),
                    rate("cascade, all"),
                    ratio("worker, all", "cascade, all"),
                    rate("ImageMagick"),
                    ratio("worker, same", "ImageMagick"),
                    ratio("worker, all", "ImageMagick"),
                    "\(peak >> 20) |",
                    separator: " | "
                )
            }
        }
        print("not here: \(rivals.missing.isEmpty ? "nothing" : rivals.missing.joined(separator: ", "))")
        try Verdicts.measure()
        try Cores.measure()
    }
}
