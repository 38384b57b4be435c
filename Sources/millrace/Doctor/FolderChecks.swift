import Foundation
import Glibc

/// Looks at the data directory as a file system sees it.
struct FolderChecks {
    let folder: String

    private static let leastFree: Int64 = 256 << 20
    private static let usualFree: Int64 = 2 << 30

    var findings: [Finding] { [existence] + (isThere ? [permissions, ledgerFile, space] : []) }

    private var isThere: Bool {
        var isFolder = ObjCBool(false)
        return unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) && isFolder.boolValue
    }

    private var existence: Finding {
        let name = "data directory"
        if isThere { return .fine(name, folder) }
        let parent = (folder as NSString).deletingLastPathComponent
        return FileManager.default.isWritableFile(atPath: parent.isEmpty ? "." : parent)
            ? .doubtful(
                name,
                "\(folder) is not there yet",
                remedy: "The engine makes it when it starts; if it has another, name that with --data."
            )
            : .wrong(
                name,
                "\(folder) is not there, and \(parent) cannot be written by this user",
                remedy: "Run the doctor as the engine's user, or name the engine's directory with --data."
            )
    }

    /// Limited posts and private keys are in it, in files that its own mode keeps from others.
    private var permissions: Finding {
        let name = "permissions"
        guard let facts = Facts(folder) else {
            return .wrong(name, "\(folder) cannot be looked at", remedy: "Run the doctor as the engine's user.")
        }
        if facts.mode & 0o007 != 0 {
            return .wrong(
                name,
                "everybody on this machine can look into \(folder), where limited posts are",
                remedy: "chmod 750 \(folder)"
            )
        }
        if geteuid() != 0, facts.owner != geteuid() {
            return .doubtful(
                name,
                "\(folder) belongs to the user number \(facts.owner), and this is \(geteuid())",
                remedy: "Run the doctor as the user that the engine runs as."
            )
        }
        return .fine(name, "only the user number \(facts.owner) and its group can look into it")
    }

    private var ledgerFile: Finding {
        let name = "ledger"
        guard let facts = Facts(folder + "/ledger.sqlite") else {
            return .doubtful(name, "there is none yet", remedy: "Attach the pod, or restore a backup.")
        }
        if facts.changed > Int64(Date().timeIntervalSince1970) + 86_400 {
            return .wrong(
                "ledger",
                "ledger.sqlite was written in the future, by this machine's clock",
                remedy: "Set the clock (timedatectl set-ntp true), and start the engine again."
            )
        }
        return .fine(name, "\(facts.size.grouped) bytes")
    }

    private var space: Finding {
        let name = "disk"
        var facts = statvfs()
        guard unsafe statvfs(folder, &facts) == 0 else {
            return .doubtful(name, "how much is free cannot be told", remedy: "Look with df -h \(folder).")
        }
        let free = Int64(facts.f_bavail) * Int64(facts.f_frsize)
        let text = "\((free >> 20).grouped) MiB are free"
        if free < Self.leastFree {
            return .wrong(name, text, remedy: "Make room: the engine refuses writes on a full disk, and loses none.")
        }
        // `millrace reindex` holds two search indexes.
        let index = Facts(folder + "/search.sqlite")?.size ?? 0
        guard free < max(Self.usualFree, 2 * index) else { return .fine(name, text) }
        return .doubtful(name, text, remedy: "Have twice the size of search.sqlite free, and 2 GiB at least.")
    }

    /// What is known of a file.
    private struct Facts {
        let mode: UInt32
        let owner: UInt32
        let size: Int64
        let changed: Int64

        init?(_ path: String) {
            var facts = stat()
            guard unsafe stat(path, &facts) == 0 else { return nil }
            (mode, owner, size) = (facts.st_mode, facts.st_uid, Int64(facts.st_size))
            changed = Int64(facts.st_mtim.tv_sec)
        }
    }
}
