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
    /// The first of the two that there is.
    static var socketThatIsThere: String {
        [socket, socketOfPackage].first { path in unsafe access(path, F_OK) == 0 } ?? socket
    }
}
