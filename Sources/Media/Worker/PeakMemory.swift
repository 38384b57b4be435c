import Glibc

/// The most memory that this process has had at once, since it began to run its program.
///
/// `getrusage` tells that of the process which started it too, where that was larger. The file is opened before a worker
/// gives up files, and tells anew whenever it is read.
struct PeakMemory: ~Copyable {
    private let file: CInt

    init() {
        file = unsafe open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    }

    deinit {
        if file >= 0 { close(file) }
    }

    /// In bytes; 0 if the kernel does not tell.
    var bytes: Int {
        let text = unsafe [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
            count = max(0, unsafe pread(file, buffer.baseAddress, buffer.count, 0))
        }
        for line in text.split(separator: UInt8(ascii: "\n")) where line.starts(with: "VmHWM:".utf8) {
            let digits = line.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            return (Int(String(decoding: digits, as: UTF8.self)) ?? 0) << 10
        }
        return 0
    }
}
