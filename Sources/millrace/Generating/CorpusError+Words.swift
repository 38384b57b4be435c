import Corpus
import Federation

extension CommandError {
    /// Why there is no world, in words.
    init(_ error: CorpusError) {
        switch error {
        case .outOfRange(let field, let value, let allowed):
            self = .setting("\(field) is \(value); it may be \(allowed.lowerBound) to \(allowed.upperBound).")
        case .invalidName(let name): self = .setting("“\(name)” makes no diaspora* ID.")
        case .unreadableKey(let path): self = .unreadable(path: path, detail: "it holds no private key")
        case .file(let path, let reason): self = .unwritable(path: path, detail: reason)
        case .federation(let error): self = .setting("An envelope could not be signed: \(error.detail)")
        }
    }

    /// Runs what generates, putting its errors into words.
    static func generating<Result>(_ body: () throws(CorpusError) -> Result) throws(CommandError) -> Result {
        do { return try body() } catch { throw CommandError(error) }
    }
}
