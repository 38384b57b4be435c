import Foundation
import Glibc

/// A server of Tests/Servers at work in a folder of its own; it ends with the value.
final class StubServer: Sendable {
    let folder: ScratchFolder
    /// What it said first, once it answers.
    let greeting: String
    private let program: Program
    /// Our end of its standard input and output: it ends when this is closed.
    private let socket: CInt

    /// Starts a script, and waits until it says its line; `files` are in the folder before.
    init(_ script: String, files: [String: String] = [:]) throws {
        folder = try ScratchFolder()
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name)) }
        let ends = try socketPair()
        defer { close(ends.theirs) }
        socket = ends.ours
        // Without byte code, which would stand among the sources.
        program = try Program(
            "python3",
            ["-B", repository.appendingPathComponent("Tests/Servers/\(script)").path, folder.path],
            Program.Files(input: ends.theirs, output: ends.theirs, errors: STDERR_FILENO)
        )
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.last != UInt8(ascii: "\n"), read(socket, &byte, 1) == 1 { line.append(byte) }
        greeting = String(decoding: line.dropLast(), as: UTF8.self)
    }

    deinit {
        close(socket)
        program.wait()
    }
}
