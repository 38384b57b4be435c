import Journal
import Logging

/// Where the log of a service goes: to the journal as fields where standard error goes there, else there as lines.
enum ServiceLog {
    static func start(_ level: Logger.Level) {
        let journal = JournalSocket.takes(stream: Environment.text("JOURNAL_STREAM")) ? JournalSocket() : nil
        LoggingSystem.bootstrap { label in
            let lines = StreamLogHandler.standardError(label: label)
            var handler: any LogHandler = lines
            if let journal { handler = JournalLogHandler("millrace", to: journal, fallback: lines) }
            handler.logLevel = level
            return handler
        }
    }
}
