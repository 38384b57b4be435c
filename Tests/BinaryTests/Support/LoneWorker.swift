import Foundation
import Glibc
import Media
import TestSupport
import Testing

/// A `millrace media-worker` that is asked by the test itself, over its socket.
final class LoneWorker {
    private let process = Process()
    private let socket: CInt
    let folder: ScratchFolder

    init(memory: Int = MediaLimits().memory) throws {
        folder = try ScratchFolder()
        var ends: [CInt] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        process.executableURL = productsDirectory.appendingPathComponent("millrace")
        process.arguments = ["media-worker", "--folder", folder.path, "--memory", String(memory)]
        let end = FileHandle(fileDescriptor: ends[1])
        process.standardInput = end
        process.standardOutput = end
        process.standardError = FileHandle.nullDevice
        try process.run()
        close(ends[1])
        socket = ends[0]
    }

    deinit {
        close(socket)
        process.waitUntilExit()
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
