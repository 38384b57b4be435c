public import Logging

/// Sends each entry to systemd's journal with its metadata as fields, so that `journalctl MILLRACE_METHOD=stream.read`
/// finds what a line of text would hide.
///
/// What the journal does not take goes where it went without it. Nobody waits for the journal.
public struct JournalLogHandler: LogHandler {
    private let socket: JournalSocket
    private let identifier: String
    private var fallback: any LogHandler
    /// Sent with every entry.
    public var metadata: Logger.Metadata = [:] { didSet { fallback.metadata = metadata } }
    /// What is below is not logged.
    public var logLevel: Logger.Level = .info { didSet { fallback.logLevel = logLevel } }
    /// Asked with each entry.
    public var metadataProvider: Logger.MetadataProvider? { didSet { fallback.metadataProvider = metadataProvider } }

    /// One that logs as `identifier`; `fallback` gets what cannot be sent.
    public init(_ identifier: String, to socket: JournalSocket, fallback: any LogHandler) {
        self.identifier = identifier
        self.socket = socket
        self.fallback = fallback
    }

    /// A piece of what is sent with every entry.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Sends an entry.
    public func log(event: LogEvent) {
        var entry = JournalEntry()
        entry.add("MESSAGE", event.message.description)
        entry.add("PRIORITY", "\(Self.priority(event.level))")
        entry.add("SYSLOG_IDENTIFIER", identifier)
        var fields = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        fields["module"] = "\(event.source)"
        if let error = event.error { fields["error"] = "\(error)" }
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            entry.add(JournalEntry.name(key), "\(value)")
        }
        if !socket.send(entry.bytes) { fallback.log(event: event) }
    }

    /// As syslog(3) counts.
    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
