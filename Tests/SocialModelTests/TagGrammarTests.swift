import SocialModel
import Testing

/// diaspora-behaviour §4.1, row by row.
@Suite struct TagGrammarTests {
    @Test(arguments: [
        ("#a", ["a"]), ("#12345", ["12345"]), ("#-x", ["-x"]), ("#_", ["_"]),
        ("##boo", []), ("test#foo", []), ("test.#x", []), ("(#p)", []), ("# x", []), ("#<4", []),
        ("#<3", ["<3"]), ("#<33", ["<3"]), ("#<3<3", ["<3"]), ("#hey#there", ["hey"]),
        ("#that\"s", ["that"]), ("#h!gh", ["h"]), ("#re:publica", ["re"]), ("#abc/23", ["abc"]), ("#C++", ["c"]),
        ("#what #wHaT", ["what"]), ("#emoji\u{1F600}x", ["emoji"]), ("#a\u{200D}b", ["a"]),
        ("\u{202A}#\u{200E}USA\u{202C}", ["usa"]), ("#ｆｕｌｌ", ["ｆｕｌｌ"]), ("#vöglein", ["vöglein"]),
        ("#മലയാണ്മ", ["മലയാണ്മ"]), ("#գժանո՛ց", ["գժանո՛ց"]), ("> #quote", ["quote"]), (">#quote", []),
        ("a\n#line", ["line"]), ("a\u{A0}#nbsp", []), ("a\u{3000}#ideographic", []), ("＃wide", []), ("#Ⅳ", ["ⅳ"]),
        ("#½", []), ("#ΣΑΣ", ["σασ"]), ("#İ", ["i\u{307}"]), ("#first #second #first", ["first", "second"]), ("", []),
        // Equal as strings, but not in their bytes.
        ("#\u{E9} #e\u{301}", ["\u{E9}", "e\u{301}"]),
    ])
    func findsTheTagsOf(_ text: String, _ tags: [String]) {
        #expect(TagGrammar.tags(in: text).map { Array($0.unicodeScalars) } == tags.map { Array($0.unicodeScalars) })
    }

    @Test(arguments: [
        ("Node.js", "nodejs"), ("#Node.js", "nodejs"), ("<3", "<3"), ("#<3", "<3"), ("f!u@n#k$y%-<c>^h", "funky-ch"),
        ("!?", ""), ("CAT", "cat"),
    ])
    func normalises(_ name: String, _ normal: String) {
        #expect(TagGrammar.normalise(name) == normal)
    }
}
