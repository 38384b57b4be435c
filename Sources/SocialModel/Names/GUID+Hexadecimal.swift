extension GUID {
    /// 128 bits as 32 lower-case hexadecimal digits, the form of the GUIDs that diaspora* makes.
    public init(high: UInt64, low: UInt64) {
        let digits = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for word in [high, low] {
            for shift in stride(from: 60, through: 0, by: -4) { bytes.append(digits[Int(word >> UInt64(shift) & 15)]) }
        }
        text = String(decoding: bytes, as: UTF8.self)
    }
}
