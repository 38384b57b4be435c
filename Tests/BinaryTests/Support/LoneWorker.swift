import Foundation
import Glibc
import Media
import TestSupport
import Testing

/// A `millrace media-worker` that is asked by the test itself, over its socket.
final class LoneWorker {
    private let program: Program
    private let socket: CInt
    let folder: ScratchFolder

    init(memory: Int = MediaLimits().memory) throws {
        folder = try ScratchFolder()
        let ends = try socketPair()
        defer { close(ends.theirs) }
        socket = ends.ours
        program = try Program(
            millraceProgram,
            ["media-worker", "--folder", folder.path, "--memory", String(memory)],
            Program.Files(input: ends.theirs, output: ends.theirs)
        )
    }

    deinit {
        close(socket)
        program.wait()
    }

    /// What it answers; nil if it died of the photo.
    func answer(
        to photo: [UInt8],
        _ recipe: PhotoRecipe = PhotoRecipe(),
        limits: MediaLimits = MediaLimits()
    ) throws -> WorkerAnswer? {
        let request = WorkerRequest(bytes: photo.count, recipe: recipe, limits: limits)
        guard MessageSocket.write(socket, try WorkerFrame.encode(request), until: nil),
            MessageSocket.write(socket, photo, until: nil),
            let length = MessageSocket.read(socket, count: 4, until: nil).flatMap({ WorkerFrame.length($0) }),
            let body = MessageSocket.read(socket, count: length, until: nil)
        else { return nil }
        return try WorkerFrame.decode(WorkerAnswer.self, body)
    }
}
