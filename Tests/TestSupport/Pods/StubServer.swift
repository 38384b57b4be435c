import Foundation

/// A server of Tests/Servers at work in a folder of its own; it ends with the value.
final class StubServer: Sendable {
    let folder: ScratchFolder
    /// What it said first, once it answers.
    let greeting: String
    private let process: Process
    private let input: Pipe

    /// Starts a script, and waits until it says its line; `files` are in the folder before.
    init(_ script: String, files: [String: String] = [:]) throws {
        folder = try ScratchFolder()
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name)) }
        process = Process()
        input = Pipe()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // Without byte code, which would stand among the sources.
        process.arguments = [
            "python3", "-B", repository.appendingPathComponent("Tests/Servers/\(script)").path, folder.path,
        ]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            line += more
        }
        greeting = String(decoding: line.dropLast(), as: UTF8.self)
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
