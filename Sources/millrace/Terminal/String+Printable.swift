extension String {
    /// Without what could command a terminal or turn the direction of what follows: others wrote this text.
    var printable: String {
        var view = UnicodeScalarView()
        view.append(contentsOf: unicodeScalars.lazy.filter(\.isPrintable))
        return String(view)
    }
}

extension Unicode.Scalar {
    var isPrintable: Bool {
        switch value {
        case 0x0A: true
        // Controls, and the overrides and isolates of the bidirectional algorithm.
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}
