import Glibc

/// Which file stands at a path, whatever it is called.
struct FileIdentity: Hashable {
    private let device: UInt64
    private let number: UInt64

    /// Nil if there is none.
    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }
}
