import CVips

/// libvips, started once in the process and fenced in for hostile input.
enum Vips {
    private static let started: Bool = unsafe cvips_start("millrace") == 0

    /// Leaves out libvips' modules for other formats; for a process that has no second thread, and has not started it.
    static func leaveModules() { cvips_leave_modules() }

    static func start() throws(MediaError) {
        guard started else { throw .libvips(detail: takeError()) }
    }

    /// What libvips last said, in one line.
    ///
    /// libvips keeps one text for the whole process: when two threads fail at once, one may get the words of
    /// both. So they are passed on to people, and decide nothing.
    static func takeError() -> String {
        let text = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
            unsafe buffer.initialize(repeating: 0)
            unsafe cvips_take_error(buffer.baseAddress, buffer.count)
            return unsafe buffer.baseAddress.map { unsafe String(cString: $0) } ?? ""
        }
        let line = text.split(separator: "\n").joined(separator: "; ")
        return line.isEmpty ? "no reason given" : line
    }
}
