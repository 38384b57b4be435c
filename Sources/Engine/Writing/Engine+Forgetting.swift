public import Ledger
import Search
public import SocialModel

/// What was found of something that was retracted.
public struct PurgeReport: Sendable {
    /// Rows of the ledger that still have something of it.
    public var traces: LedgerTraces
    /// Bytes of write-ahead logs, in which it may stand.
    public var logBytes: Int
    /// Whether the search index may still hold words of removed posts.
    public var holdsWords: Bool
    /// Files of photos that no photo refers to, and that cannot be removed.
    public var orphans: Int
    /// The files in which the given text stands; nil if none was given.
    public var files: [String]?

    /// Whether nothing is left.
    public var isClean: Bool {
        traces.isEmpty && logBytes == 0 && orphans == 0 && !holdsWords && files?.isEmpty != false
    }
}

extension Engine {
    /// Takes what was retracted out of the ledger's write-ahead log, soon: rows are overwritten at once, but the log has
    /// them until it is emptied.
    func forgetSoon(after milliseconds: Int64? = nil) {
        guard forgetting == nil, !isStopping else { return }
        forgetting = Task {
            try? await Task.sleep(for: .milliseconds(milliseconds ?? configuration.forgetMilliseconds))
            forgetting = nil
            guard !isStopping else { return }
            // Somebody reads: again in a moment.
            do { try await ledger.checkpoint() } catch { forgetSoon(after: Self.againMilliseconds) }
        }
    }

    private static var againMilliseconds: Int64 { 500 }

    /// Takes what was retracted out of all files now, and says what is left of one thing; looks for its text, too, if that
    /// is given.
    ///
    /// Throws ``EngineError/ledger(_:)`` with a refusal for what is still there, or was never there.
    public func purge(_ guid: GUID, text: String?) async throws(EngineError) -> PurgeReport {
        _ = try await slowReader.read { (reader) throws(LedgerError) in try reader.traces(of: guid) }
        // Writes too, so before the log is emptied.
        let orphans = await photoKeeper?.sweep().left ?? 0
        var tries = Self.purgeTries
        while true {
            do throws(EngineError) {
                try await search.forget()
                do { try await ledger.checkpoint() } catch { throw .ledger(error) }
                break
            } catch {
                tries -= 1
                guard tries > 0 else { throw error }
                try? await Task.sleep(for: .milliseconds(Self.againMilliseconds))
            }
        }
        let traces = try await slowReader.read { (reader) throws(LedgerError) in try reader.traces(of: guid) }
        let files = TextFiles(folder: configuration.folder)
        var report = PurgeReport(
            traces: traces,
            logBytes: 0,
            holdsWords: await search.holdsRemovedWords,
            orphans: orphans
        )
        if let text {
            let forms = [text, tokenizer.indexed(text)].filter { !$0.isEmpty }
            report.files = try await slowReader.read { (_) throws(LedgerError) in try files.containing(forms) }
        }
        report.logBytes = files.logBytes
        return report
    }

    /// Waits until search's files are merged and hold nothing that is gone, which is done bit by bit otherwise.
    package func tidySearch() async throws(EngineError) { try await search.forget() }

    private static var purgeTries: Int { 20 }
}
