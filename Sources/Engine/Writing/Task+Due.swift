import SocialModel

extension Task where Success == Never, Failure == Never {
    /// Sleeps until a time, a minute at most: the clock may be set meanwhile, so that whoever waits looks again.
    ///
    /// It ends early if the task is cancelled.
    static func sleep(untilDue time: Timestamp) async {
        let milliseconds = max(1, (time.microseconds - Timestamp.now.microseconds) / 1_000 + 1)
        try? await sleep(for: .milliseconds(min(milliseconds, 60_000)))
    }
}
