import Corpus

extension KeyRing {
    /// The ring of a folder, whose keys are made at first.
    static func opened(_ folder: String, size: Size = Size()) throws(CommandError) -> KeyRing {
        let bar = ProgressBar("making keys")
        defer { bar.clear() }
        return try CommandError.generating { () throws(CorpusError) in
            try KeyRing(folder: folder, size: size) { ready, all in bar.show(ready, of: all) }
        }
    }
}
