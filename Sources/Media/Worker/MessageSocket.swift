import Glibc

/// Reading and writing whole messages on a socket, until a time.
public enum MessageSocket {
    /// Reads exactly so many bytes; nil if the other side closed, or the time is over.
    public static func read(_ file: Int32, count: Int, until end: ContinuousClock.Instant?) -> [UInt8]? {
        var isWhole = true
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                guard waits(file, Int16(POLLIN), until: end) else { break }
                let rest = buffer.extracting(filled...)
                let got = unsafe Glibc.read(file, rest.baseAddress, rest.count)
                if got < 0, errno == EINTR { continue }
                if got <= 0 { break }
                filled += got
            }
            isWhole = filled == count
        }
        return isWhole ? bytes : nil
    }

    /// Writes all bytes; false if the other side closed, or the time is over.
    public static func write(_ file: Int32, _ bytes: [UInt8], until end: ContinuousClock.Instant?) -> Bool {
        var written = 0
        while written < bytes.count {
            guard waits(file, Int16(POLLOUT), until: end) else { return false }
            let start = written
            let put = unsafe bytes.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
                // The other side may have died: that is an error here, and no signal.
                return unsafe send(
                    file,
                    rest.baseAddress,
                    rest.count,
                    Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
                )
            }
            if put < 0, errno == EINTR || errno == EAGAIN { continue }
            if put <= 0 { return false }
            written += put
        }
        return true
    }

    /// Waits until the descriptor is ready; false if the time is over.
    private static func waits(_ file: Int32, _ events: Int16, until end: ContinuousClock.Instant?) -> Bool {
        while true {
            var milliseconds: Int32 = -1
            if let end {
                let left = ContinuousClock.now.duration(to: end)
                if left <= .zero { return false }
                milliseconds = Int32(
                    clamping: left.components.seconds * 1_000 + 1 + left.components.attoseconds / 1_000_000_000_000_000
                )
            }
            var poll = pollfd(fd: file, events: events, revents: 0)
            let count = unsafe Glibc.poll(&poll, 1, milliseconds)
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
        }
    }
}
