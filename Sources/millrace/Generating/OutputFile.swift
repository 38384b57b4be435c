import Glibc

/// A file that a command writes, or standard output.
struct OutputFile: ~Copyable {
    private let descriptor: CInt
    private let path: String

    /// Creates or empties a file; nil or `-` is standard output.
    init(_ path: String?) throws(CommandError) {
        guard let path, path != "-" else {
            self.path = "standard output"
            descriptor = STDOUT_FILENO
            return
        }
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, detail: lastError()) }
    }

    deinit { if descriptor > STDERR_FILENO { close(descriptor) } }

    /// Writes all of it.
    func write(_ bytes: [UInt8]) throws(CommandError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw .unwritable(path: path, detail: lastError()) }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Whether there is something at a path.
    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}

/// A folder that a command writes into, made if missing with those above it.
struct OutputFolder {
    let path: String

    init(_ path: String) throws(CommandError) {
        self.path = Environment.absolute(path)
        var made = ""
        for part in self.path.split(separator: "/") {
            made += "/" + part
            guard unsafe mkdir(made, 0o755) == 0 || errno == EEXIST else {
                throw .unwritable(path: made, detail: lastError())
            }
        }
    }
}

private func lastError() -> String { unsafe String(cString: strerror(errno)) }
