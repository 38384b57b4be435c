import Glibc

/// Whole files, read within a limit and written all or nothing.
public enum Files {
    /// A regular file's bytes; a longer one than `limit` is refused without being read.
    public static func read(_ path: String, limit: Int) throws(MediaError) -> [UInt8] {
        // Without O_NONBLOCK, opening a pipe would wait for its writer.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .io(path: path, detail: "not a regular file") }
        guard status.st_size <= limit else { throw .tooManyBytes(bytes: Int(status.st_size), limit: limit) }
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            while count < buffer.count {
                let rest = buffer.extracting(count...)
                let read = unsafe Glibc.read(file, rest.baseAddress, rest.count)
                if read < 0, errno == EINTR { continue }
                failed = read < 0
                if read <= 0 { break }
                count += read
            }
        }
        guard !failed else { throw failure(path) }
        return bytes
    }

    /// A regular file's length in bytes.
    static func length(_ path: String) -> Int? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// Makes a folder unless it is there.
    static func makeFolder(_ path: String) throws(MediaError) {
        guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure(path) }
    }

    /// Writes beside the path, syncs, and renames: a reader finds the old file, the whole new one, or none.
    static func write(_ bytes: [UInt8], to path: String) throws(MediaError) {
        let draft = "\(path).\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure(draft) }
        do throws(MediaError) {
            try write(unsafe bytes.span.bytes, to: file, path)
            guard fdatasync(file) == 0 else { throw failure(path) }
        } catch {
            close(file)
            unsafe unlink(draft)
            throw error
        }
        guard close(file) == 0, unsafe rename(draft, path) == 0 else {
            let error = failure(path)
            unsafe unlink(draft)
            throw error
        }
    }

    private static func write(_ bytes: RawSpan, to file: CInt, _ path: String) throws(MediaError) {
        var rest = bytes
        while rest.byteCount > 0 {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written >= 0 else { throw failure(path) }
            rest = rest.extracting(droppingFirst: written)
        }
    }

    private static func failure(_ path: String) -> MediaError {
        .io(path: path, detail: unsafe String(cString: strerror(errno)))
    }
}
