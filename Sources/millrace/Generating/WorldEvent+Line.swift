import Corpus
import JSON
import Wire

extension WorldEvent {
    /// The event as a line that `millrace attach` reads; what other pods send is signed.
    func line(_ keys: KeyRing) throws(CorpusError) -> [UInt8] {
        switch content {
        case .apply(let changes):
            return JSONWriter.bytes(["changes": .array(changes.map { .object(ChangeJSON.write($0)) })])
        case .envelope(let sender, let entity):
            let envelope = String(decoding: try keys.envelope(sender: sender, entity), as: UTF8.self)
            return JSONWriter.bytes(["envelope": .string(envelope)])
        }
    }

    var isEnvelope: Bool {
        if case .envelope = content { true } else { false }
    }
}
