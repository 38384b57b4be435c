import Foundation

/// An engine that runs beside: a script that reads the texts, a line each, and answers questions, a line each.
///
/// Its first answer is how many seconds building took, and how many bytes that is; the others are medians in
/// milliseconds, measured where the answer arrives.
final class Others {
    let name: String
    let building: Duration
    let bytes: Int
    private let process: Process
    private let input: FileHandle
    private let output: FileHandle

    /// Those that are installed.
    static func all(in folder: String, _ texts: Texts) throws -> [Others] {
        let file = folder + "/texts"
        let lines = texts.all.lazy.map {
            $0.replacing("\\", with: " ").replacing("\n", with: " ").replacing("\t", with: " ")
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
        // From the project's folder, as everything else.
        let scripts = "Benchmarks/SearchBenchmark"
        return try [("tantivy", "python3", "tantivy_server.py"), ("GIN", "ruby", "postgresql_server.rb")].compactMap {
            try Others($0.0, [$0.1, scripts + "/" + $0.2, file, folder])
        }
    }

    private init?(_ name: String, _ command: [String]) throws {
        self.name = name
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        (self.input, self.output) = (input.fileHandleForWriting, output.fileHandleForReading)
        let answer = Self.line(self.output).split(separator: " ").compactMap { Double($0) }
        guard answer.count == 2 else {
            print("\(name) is not here")
            return nil
        }
        building = .seconds(answer[0])
        bytes = Int(answer[1])
    }

    /// The median of a question, in milliseconds.
    func ask(_ question: Question) throws -> Double {
        let words = question.words.joined(separator: " ")
        input.write(Data("\(question.kind.rawValue)\t\(Question.rounds)\t\(words)\n".utf8))
        return Double(Self.line(output)) ?? .nan
    }

    private static func line(_ file: FileHandle) -> String {
        var bytes = Data()
        while let byte = try? file.read(upToCount: 1), byte != Data("\n".utf8) { bytes += byte }
        return String(decoding: bytes, as: UTF8.self)
    }
}
