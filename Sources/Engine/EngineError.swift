public import Fetching
public import Ledger
public import Media
public import Query
public import Search
public import Services
import SocialModel

/// Why the engine did not do what was asked; `RPC` puts it in the contract's words.
public enum EngineError: Error, Sendable {
    /// Not there, or not visible to this viewer; the two are indistinguishable.
    case notFound(String)
    /// A bounded queue is full.
    case busy(String)
    /// The engine is stopping.
    case stopping
    /// The ledger has not reached this sequence number, and will not by waiting.
    case beyondLedger(asked: UInt64, seq: UInt64)
    /// The change log does not go back as far as that parameter asks.
    case logGone(since: UInt64, field: String = "since")
    /// A view did not reach a sequence number in time.
    case notYet(asked: UInt64, seq: UInt64)
    /// The stream is one of a viewer's own, and none was named.
    case viewerNeeded
    /// A parameter that is right by itself, but not for what is asked.
    case unsuited(field: String, String)
    /// A query that is not the request's main one cannot be read.
    case unreadable(field: String, QueryFault)
    /// The ledger says why.
    case ledger(LedgerError)
    /// A backup cannot be written there.
    case backup(path: String, detail: String)
    /// No preview can be made of an address.
    case preview(url: String, detail: String)
    /// Other pods cannot be asked.
    case fetching(FetchingError)
    /// Nothing is copied to other networks: there is no key for credentials.
    case publishingOff
    /// An account on another network cannot be used.
    case services(ServicesError)
    /// Search says why.
    case search(SearchError)
    /// The picture is at fault, or its file.
    case media(MediaError)
}
