import CSandbox
import Foundation
public import Glibc
import Synchronization

/// A program that a test runs beside itself.
///
/// Not Foundation's `Process`, which hears of a child's end by a socket that the child holds: a program that another test
/// starts at that moment gets it too, and any pipe as well, so that who waits for the one waits for the other. Here a
/// program gets its three standard files and nothing else, and what it says goes into files, which never are full.
public final class Program: Sendable {
    /// What a program reads and writes: nothing unless said otherwise.
    public struct Files: Sendable {
        /// Its standard input: a descriptor, which stays the caller's.
        public var input: CInt?
        /// Its standard output, in the same way.
        public var output: CInt?
        /// Its standard error.
        public var errors: CInt?

        /// Says it in full.
        public init(input: CInt? = nil, output: CInt? = nil, errors: CInt? = nil) {
            (self.input, self.output, self.errors) = (input, output, errors)
        }
    }

    /// Its number.
    public let identifier: pid_t
    private let status = Mutex<Int32?>(nil)

    /// Starts it, in a process group of its own.
    public init(
        _ path: String,
        _ arguments: [String] = [],
        environment: [String: String]? = nil,
        _ files: Files = Files()
    ) throws {
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(nothing) }
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var settings =
            (environment ?? ProcessInfo.processInfo.environment).map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + settings { free(word) } }
        let places = [files.input ?? nothing, files.output ?? nothing, files.errors ?? nothing]
        var child: pid_t = 0
        let error = csandbox_spawn_with(&words, &settings, places, &child)
        guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .EIO) }
        identifier = child
    }

    /// Whether it has not ended yet.
    public var isRunning: Bool { look(WNOHANG) == nil }

    /// Sends it a signal, unless it has ended.
    public func signal(_ signal: CInt) { if isRunning { kill(identifier, signal) } }

    /// Waits until it has ended, and gives its exit status, or minus the signal that ended it.
    @discardableResult
    public func wait() -> Int32 { look(0) ?? 0 }

    private func look(_ options: CInt) -> Int32? {
        status.withLock { status in
            if status != nil { return status }
            var word: CInt = 0
            var found: pid_t
            repeat { found = waitpid(identifier, &word, options) } while found < 0 && errno == EINTR
            guard found == identifier else { return status }
            let signal = word & 0x7F
            status = signal == 0 ? (word >> 8) & 0xFF : -signal
            return status
        }
    }
}

extension Program {
    /// What came of a program.
    public struct Outcome: Sendable {
        /// Its exit status, or minus the signal that ended it.
        public var status: Int32
        /// What it wrote to its standard output.
        public var output: [UInt8]
        /// What it wrote to its standard error.
        public var complaints: [UInt8]
        /// Its output as text.
        public var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs one to its end.
    public static func run(
        _ path: String,
        _ arguments: [String] = [],
        environment: [String: String]? = nil,
        input: [UInt8] = []
    ) throws -> Outcome {
        let (input, output, errors) = (try UnnamedFile(input), try UnnamedFile(), try UnnamedFile())
        let files = Files(input: input.descriptor, output: output.descriptor, errors: errors.descriptor)
        let status = try Program(path, arguments, environment: environment, files).wait()
        return Outcome(status: status, output: output.bytes, complaints: errors.bytes)
    }
}
