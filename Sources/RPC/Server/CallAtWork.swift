import NIOCore
import Wire

/// A request that is answered later.
struct CallAtWork {
    let id: RequestID?
    let method: String
    let destination: AnswerDestination
    let begun: Begun
    /// The deadline was quicker; the call goes on, for nobody.
    var isAnswered = false
}

/// Which method was called, and when.
struct Begun {
    let place: Int
    let at: NIODeadline
}

/// Where an answer goes.
enum AnswerDestination {
    /// To the connection, on a line of its own.
    case line
    /// Into the batch of that number.
    case batch(Int)
}

/// A batch whose answers are gathered.
struct BatchAtWork {
    var answers = Response.Batch()
    var unsettled: Int
}
