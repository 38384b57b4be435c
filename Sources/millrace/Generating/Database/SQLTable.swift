import SocialModel

/// The rows of one table, as PostgreSQL's COPY reads them.
struct SQLTable {
    let name: String
    private(set) var count = 0
    private(set) var text: [UInt8]

    /// - Parameter columns: their names, in the order of the values of each row.
    init(_ name: String, _ columns: String) {
        self.name = name
        text = Array("COPY \(name) (\(columns)) FROM stdin;\n".utf8)
    }

    /// A value of a row.
    enum Value {
        case null
        case integer(Int)
        case flag(Bool)
        case text(String)
        case time(Timestamp)

        /// The text, or null if there is none.
        static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
        /// The number, or null if there is none.
        static func optional(_ number: Int?) -> Value { number.map { .integer($0) } ?? .null }
    }

    /// Adds a row.
    mutating func add(_ values: Value...) {
        count += 1
        for (place, value) in values.enumerated() {
            if place > 0 { text.append(UInt8(ascii: "\t")) }
            switch value {
            case .null: text += "\\N".utf8
            case .integer(let number): text += String(number).utf8
            case .flag(let flag): text.append(flag ? UInt8(ascii: "t") : UInt8(ascii: "f"))
            case .time(let time): text += time.iso8601Microseconds.utf8
            case .text(let string): escape(string)
            }
        }
        text.append(UInt8(ascii: "\n"))
    }

    /// Ends the rows, and lets the table's own numbers go on after the last.
    var statement: [UInt8] {
        text + Array("\\.\nSELECT setval(pg_get_serial_sequence('\(name)', 'id'), \(count + 1), false);\n".utf8)
    }

    // PostgreSQL's text has no NUL.
    private mutating func escape(_ string: String) {
        for byte in string.utf8 where byte != 0 {
            switch byte {
            case UInt8(ascii: "\\"): text += #"\\"#.utf8
            case UInt8(ascii: "\n"): text += #"\n"#.utf8
            case UInt8(ascii: "\r"): text += #"\r"#.utf8
            case UInt8(ascii: "\t"): text += #"\t"#.utf8
            default: text.append(byte)
            }
        }
    }
}
