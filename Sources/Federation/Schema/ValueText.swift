/// How booleans and integers are written (protocol §6).
enum ValueText {
    /// `true t yes y 1` and `false f no n 0` in any case; nil for anything else.
    static func boolean(_ text: String) -> Bool? {
        guard text.utf8.count <= 5 else { return nil }
        // ASCII only: the Kelvin sign and its like are no letters here.
        let lower = String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        switch lower {
        case "true", "t", "yes", "y", "1": return true
        case "false", "f", "no", "n", "0": return false
        default: return nil
        }
    }

    /// Digits without sign; nil for anything else, and for what no `Int` holds.
    static func integer(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
