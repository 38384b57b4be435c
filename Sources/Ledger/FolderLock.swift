import Glibc

/// Holds a data directory for one process, as long as it lives.
///
/// The kernel lets go of the lock when the process ends, however that happens.
public final class FolderLock: Sendable {
    private let descriptor: CInt

    /// Takes the directory, which is made if missing.
    ///
    /// - Throws: ``LedgerError/inUse(path:)`` or ``LedgerError/unusable(path:detail:)``.
    public init(_ folder: String) throws(LedgerError) {
        guard unsafe mkdir(folder, 0o750) == 0 || errno == EEXIST else {
            throw .unusable(path: folder, detail: Self.lastError)
        }
        let path = folder + "/lock"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, detail: Self.lastError) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let detail = Self.lastError
            close(descriptor)
            throw isHeld ? .inUse(path: folder) : .unusable(path: path, detail: detail)
        }
    }

    deinit { close(descriptor) }

    private static var lastError: String { unsafe String(cString: strerror(errno)) }
}
