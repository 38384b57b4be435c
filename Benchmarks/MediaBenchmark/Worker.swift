import Foundation
import Glibc
import Media

/// A `millrace media-worker` beside this program, asked over its socket as an engine does.
final class Worker {
    private let process = Process()
    private let socket: CInt
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("worker-\(UUID().uuidString)").path
        var ends: [CInt] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw CocoaError(.fileReadUnknown)
        }
        let own = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = own.appendingPathComponent("millrace")
        process.arguments = ["media-worker", "--folder", folder, "--memory", String(MediaLimits().memory)]
        let end = FileHandle(fileDescriptor: ends[1])
        (process.standardInput, process.standardOutput) = (end, end)
        try process.run()
        close(ends[1])
        socket = ends[0]
        // Up and running before anything is measured.
        _ = try answer(Array("nothing".utf8), PhotoRecipe())
    }

    deinit {
        close(socket)
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// How long a photo takes that it has not seen, and the most memory it has had.
    func seconds(_ photo: [UInt8], _ recipe: PhotoRecipe) throws -> (seconds: Double, memory: Int) {
        let begin = ContinuousClock.now
        let answer = try answer(photo, recipe)
        let seconds = begin.duration(to: .now) / .seconds(1)
        if let error = answer.error { throw error }
        return (seconds, answer.peakMemory)
    }

    /// What it says of a photo.
    func answer(_ photo: [UInt8], _ recipe: PhotoRecipe) throws -> WorkerAnswer {
        let request = WorkerRequest(bytes: photo.count, recipe: recipe, limits: MediaLimits())
        guard MessageSocket.write(socket, try WorkerFrame.encode(request), until: nil),
            MessageSocket.write(socket, photo, until: nil),
            let length = MessageSocket.read(socket, count: 4, until: nil).flatMap({ WorkerFrame.length($0) }),
            let body = MessageSocket.read(socket, count: length, until: nil)
        else { throw MediaError.crashed(detail: "no answer") }
        return try WorkerFrame.decode(WorkerAnswer.self, body)
    }
}
