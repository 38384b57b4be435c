import Glibc

/// What standard output and standard error are connected with.
enum Terminal {
    /// Whether answers go to a person who wants colours (https://no-color.org).
    static var hasColours: Bool {
        isatty(STDOUT_FILENO) == 1 && Environment.text("NO_COLOR") == nil && Environment.text("TERM") != "dumb"
    }

    /// Whether a person sees what is told beside the answers.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 && Environment.text("TERM") != "dumb" }

    /// Columns to write in: the terminal's, between 40 and 100; 80 where there is none.
    static var width: Int {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return min(max(Int(size.ws_col), 40), 100)
    }
}
