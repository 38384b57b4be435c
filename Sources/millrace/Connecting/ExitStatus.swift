import ArgumentParser
import Engine
import Ledger
import RPC

/// What the process tells the shell that started it.
enum ExitStatus: Int32 {
    case ok = 0
    /// The engine answered with a fault, or refused something.
    case refused = 1
    /// The command line, the settings or the input cannot be understood.
    case usage = 2
    /// No engine answers, or the connection broke.
    case unreachable = 69
    /// The engine cannot be started: its directory is in use, or its files cannot be used.
    case cannotServe = 71

    static let help = """
        Exit status: \(ok.rawValue) done; \(refused.rawValue) the engine refused something; \
        \(usage.rawValue) wrong usage or input; \(unreachable.rawValue) no engine answers; \
        \(cannotServe.rawValue) the engine cannot start.
        """

    /// The sentence and the status of an error that ended a command.
    static func of(_ error: any Error) -> (text: String, status: ExitStatus) {
        switch error {
        case let error as RPCClientError: (error.description, of(error))
        case let error as RPCError: (error.description, .cannotServe)
        case let error as EngineError: (words(error), .cannotServe)
        case let error as CommandError: (error.description, error.status)
        default:
            // Requests for help come as errors too.
            (Millrace.fullMessage(for: error), Millrace.exitCode(for: error) == .success ? .ok : .usage)
        }
    }

    private static func of(_ error: RPCClientError) -> ExitStatus {
        switch error {
        case .fault: .refused
        case .unreachable, .closed, .unreadable, .answerTooLong: .unreachable
        }
    }

    private static func words(_ error: EngineError) -> String {
        switch error {
        case .ledger(.inUse(let path)): "Another engine is serving the data directory \(path)."
        case .ledger(.unusable(let path, let detail)): "\(path) cannot be used: \(detail)."
        case .ledger(.storage(let detail)): "The database failed: \(detail)."
        default: "The engine cannot start: \(error)."
        }
    }
}

/// Why a command ends without having done its work.
enum CommandError: Error, CustomStringConvertible {
    /// A setting that cannot be understood.
    case setting(String)
    /// A file that cannot be read.
    case unreadable(path: String, detail: String)
    /// A file or folder that cannot be written.
    case unwritable(path: String, detail: String)
    /// What the engine sent is not what the contract says.
    case unexpectedAnswer(String)
    /// The engine refused some of what it was given, as was told already.
    case someRefused

    var description: String {
        switch self {
        case .setting(let detail): detail
        case .unreadable(let path, let detail): "\(path) cannot be read: \(detail)."
        case .unwritable(let path, let detail): "\(path) cannot be written: \(detail)."
        case .unexpectedAnswer(let method): "The engine's answer to \(method) is not the contract's."
        case .someRefused: ""
        }
    }

    var status: ExitStatus {
        switch self {
        case .setting, .unreadable, .unwritable: .usage
        case .unexpectedAnswer: .unreachable
        case .someRefused: .refused
        }
    }
}
