import Glibc

/// A thread of the operating system, for work that blocks and must not do so on Swift's pool.
public enum NativeThread {
    /// Starts one, which ends when its work does.
    public static func start(_ work: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Box(work)).toOpaque()
        var thread = pthread_t()
        let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { box in
            guard let box = unsafe box else { return nil }
            unsafe Unmanaged<Box>.fromOpaque(box).takeRetainedValue().work()
            return nil
        }
        let status = unsafe pthread_create(&thread, nil, body, box)
        precondition(status == 0, "no thread to be had")
        pthread_detach(thread)
    }

    private final class Box {
        let work: @Sendable () -> Void

        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
}
