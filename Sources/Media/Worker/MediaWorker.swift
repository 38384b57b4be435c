import CSandbox
import Glibc

/// The life of a process that decodes photos: it gives up what it does not need, and answers until its input ends.
///
/// A photo that breaks it breaks nothing else.
public enum MediaWorker {
    /// Serves standard input and output; to be called before the process has a second thread.
    ///
    /// - Parameters:
    ///   - folder: Where photos are stored: all that it may read and write from then on.
    ///   - memory: Bytes of memory that it may use beyond what it has.
    /// - Throws: ``MediaError`` if the folder cannot be made, libvips does not start, or limits cannot be set.
    public static func serve(folder: String, memory: Int) throws(MediaError) {
        csandbox_be_frugal()
        Vips.leaveModules()
        let peak = PeakMemory()
        try Files.makeFolder(folder)
        let processor = try PhotoProcessor()
        let limit = csandbox_limit(UInt64(max(0, memory) + ownMemory), openFiles, fileBytes)
        guard limit == 0 else { throw .invalid(detail: "limits cannot be set: \(words(limit))") }
        let sandbox = WorkerAnswer.Sandbox(
            files: unsafe folder.withCString { unsafe csandbox_confine($0) } == 0,
            calls: csandbox_filter() == 0
        )
        while var request = nextRequest() {
            guard csandbox_allow_seconds(processorSeconds) == 0 else { return }
            var answer = WorkerAnswer(sandbox: sandbox, peakMemory: 0)
            do throws(MediaError) {
                answer.photo = try process(&request, into: folder, processor)
            } catch { answer.error = error }
            answer.peakMemory = peak.bytes
            guard let bytes = try? WorkerFrame.encode(answer), MessageSocket.write(1, bytes, until: nil) else { return }
        }
    }

    /// Memory of its own that the program has besides a photo: its data, stacks of threads, what is lost between blocks.
    private static let ownMemory = 48 << 20
    private static let openFiles: UInt64 = 64
    private static let fileBytes: UInt64 = 256 << 20
    /// Of processor time for one photo.
    private static let processorSeconds: UInt64 = 30

    private static func process(
        _ request: inout (bytes: [UInt8], asked: WorkerRequest),
        into folder: String,
        _ processor: PhotoProcessor
    ) throws(MediaError) -> ProcessedPhoto {
        let (recipe, limits) = (request.asked.recipe, request.asked.limits)
        let begun = try processor.begin(unsafe request.bytes.span.bytes, into: folder, recipe, limits: limits)
        // A large PNG takes as much as its full-size version needs for being encoded.
        request.bytes = []
        return try processor.finish(begun, recipe)
    }

    private static func nextRequest() -> (bytes: [UInt8], asked: WorkerRequest)? {
        guard let head = MessageSocket.read(0, count: 4, until: nil), let length = WorkerFrame.length(head),
            let body = MessageSocket.read(0, count: length, until: nil),
            let request = try? WorkerFrame.decode(WorkerRequest.self, body),
            (0...request.limits.bytes).contains(request.bytes),
            let bytes = MessageSocket.read(0, count: request.bytes, until: nil)
        else { return nil }
        return (bytes, request)
    }

    private static func words(_ error: CInt) -> String { unsafe String(cString: strerror(error)) }
}
