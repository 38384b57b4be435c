import Foundation
import Glibc

/// Where things are unless somebody says otherwise.
enum DefaultPaths {
    /// Data of `millrace serve`, below the current directory.
    static let data = "./millrace-data"
    /// The socket's name in a data directory.
    static let socketName = "millrace.sock"
    /// Where clients look.
    static let socket = data + "/" + socketName
    /// Where the package's engine listens.
    static let socketOfPackage = "/run/millrace/" + socketName
    /// The first of the two that there is; without one, where an engine that is off would be.
    static var socketThatIsThere: String {
        if let path = [socket, socketOfPackage].first(where: isThere) { return path }
        return installation.map { isThere($0.data) || isThere($0.settings) } == true ? socketOfPackage : socket
    }

    /// Where an installed engine has its data and settings, whether from the package or by hand as in the guide; nil for a
    /// program that was only built.
    ///
    /// It goes by where the program lies, so that an installation below another root has its own.
    static var installation: (data: String, settings: String)? {
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let suffix = ["/usr/bin/millrace", "/usr/local/bin/millrace"].first(where: program.hasSuffix)
        else { return nil }
        let root = program.dropLast(suffix.count)
        return ("\(root)/var/lib/millrace", "\(root)/etc/millrace/millrace.json")
    }

    static func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
