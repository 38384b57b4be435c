/// Where the verdict or the values of a vector do not bind us, each with the reason.
///
/// `policy.recommended` of the vectors wins over what the reference does
/// without standing here; this is what is left.
enum VectorExceptions {
    /// Accepted by the reference, refused here.
    ///
    /// A key that ends in `/` stands for all that begin so.
    static let refused: [String: String] = [
        // Entities that must never be acted on (protocol §10), hence none that can be received.
        "event/": "events are no posts of diaspora* and are checked only where they are nested",
        "event_participation/": "diaspora* has no events",
        "event_participation_fields/": "diaspora* has no events",
        "person/": "keys come from discovery and never from a message",
        // Protocol §19: `me` bound to another URI.
        "envelope/namespace_trailing_slash": "elements are found by the namespace's exact URI",
        // Protocol §19: what is not well-formed is not repaired.
        "encryption/env_surrounding_whitespace": "white space stands before the XML declaration",
    ]

    /// Accepted by both, with other values.
    static let otherValues: [String: String] = [
        // Protocol §19: odd formats of time are null.
        "timestamp/lenient_rfc2822": "no ISO 8601",
        "timestamp/lenient_date_only": "no time of day",
        "timestamp/lenient_basic_format": "the basic format of ISO 8601",
        "timestamp/lenient_padded": "white space around it",
        "timestamp/lenient_feb_30_rolls_over": "no day of the calendar",
        "photo/dimensions_leading_zeros_and_huge": "a width that no integer holds is null",
        "conversation/trailing_semicolon": "participants are people here, and no text that ends in a semicolon",
        "payload/declared_utf16_but_utf8": "the reference loses characters of a falsely declared encoding",
    ]

    /// Refused by both, here with this word, because an earlier check finds something.
    static let otherReasons: [String: String] = [
        // Protocol §19: two of an element are refused, whichever is right.
        "envelope/data_twice_second_signed": "invalid_envelope",
        "envelope/two_sigs_first_bad": "invalid_envelope",
        // Protocol §19: what is not well-formed is not repaired.
        "envelope/truncated_in_sig": "not_xml",
        // Keys are looked up for valid IDs only (protocol §18).
        "envelope/key_id_uppercase_id": "invalid_envelope",
        // The reference looks the parent up before it checks the rules, which §9.3 advises against.
        "like_fields/parent_type_lowercase": "invalid_properties",
        "like_fields/parent_type_unknown": "invalid_properties",
    ]

    /// Single values that the reference's rule takes and none of ours.
    static let otherVerdicts: [String: String] = [
        "value/numeric/6": "the reference looks at one line only; an integer here is all of the text"
    ]

    static func refuses(_ id: String) -> Bool {
        refused.keys.contains { $0.hasSuffix("/") ? id.hasPrefix($0) : id == $0 }
    }
}
