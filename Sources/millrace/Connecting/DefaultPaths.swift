/// Where things are unless somebody says otherwise.
enum DefaultPaths {
    /// Data of `millrace serve`, below the current directory.
    static let data = "./millrace-data"
    /// The socket's name in a data directory.
    static let socketName = "millrace.sock"
    /// Where clients look.
    static let socket = data + "/" + socketName
}
