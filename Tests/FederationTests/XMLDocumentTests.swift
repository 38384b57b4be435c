import Testing

@testable import Federation

/// The tree that libxml2's events become.
@Suite struct XMLDocumentTests {
    private func parse(_ bytes: some Sequence<UInt8>) throws(FederationError) -> XMLDocument {
        try XMLDocument(parsing: Array(bytes), limits: .standard)
    }

    @Test func flattensTextOfNestedMarkupCDATAAndReferences() throws {
        let document = try parse("<a> x<b>y<![CDATA[<z>]]></b>&amp;&#x1F4A9;<!-- no --><?p no?>&#xD;\r\n</a>".utf8)
        #expect(document.text(of: document.root) == " xy<z>&💩\r\n")
        #expect(document.text(of: document.root.children[0]) == "y<z>")
    }

    @Test func tellsEmptyElementsFromThoseWithAnyChildNode() throws {
        let document = try parse("<a><b/><b></b><b> </b><b><!----></b><b><?p?></b><b><c/></b></a>".utf8)
        #expect(document.root.children.map(\.isEmpty) == [true, true, false, false, false, false])
    }

    @Test func knowsNamespacesAndAttributesWithoutOne() throws {
        let document = try parse("<x:a xmlns:x='urn:x' b='1' x:c='2'><d xmlns='urn:d'/><e/></x:a>".utf8)
        #expect(document.root.name == "a")
        #expect(document.root.namespace == "urn:x")
        #expect(document.root.attribute("b") == "1")
        #expect(document.root.attribute("c") == nil)
        #expect(document.root.children.map(\.isQualified) == [true, false])
    }

    @Test func readsUTF16OfEitherByteOrder() throws {
        let units = Array("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>ü💩</a>".utf16)
        let low = units.map { UInt8(truncatingIfNeeded: $0) }
        let high = units.map { UInt8($0 >> 8) }
        let little: [UInt8] = [0xFF, 0xFE] + zip(low, high).flatMap { [$0, $1] }
        let big: [UInt8] = [0xFE, 0xFF] + zip(high, low).flatMap { [$0, $1] }
        for bytes in [little, big] {
            let document = try parse(bytes)
            #expect(document.text(of: document.root) == "ü💩")
        }
    }

    @Test(arguments: [
        "", " ", "x", "<", "<a", "<a>", "<a/><b/>", "<a/>x", "<a></b>", "<a>&nbsp;</a>", "<a>&#0;</a>", "<a>&#x8;</a>",
        "<a>\u{8}</a>", "<a/>\u{0}", "<a b=c/>", "<a b='' b=''/>", "<a>&</a>", "<a>]]></a>", "<a><![CDATA[</a>",
        "<a><!-- -- --></a>", "<?xml version=\"1.0\"?>", " <?xml version=\"1.0\"?><a/>", "<a\u{0}/>", "{}",
    ])
    func refusesWhatIsNotWellFormed(_ xml: String) {
        #expect(throws: FederationError.notXML) { try parse(xml.utf8) }
    }

    @Test func refusesWhatIsNoUTF8() {
        #expect(throws: FederationError.notXML) { try parse([0x3C, 0x61, 0x3E, 0xC3, 0x28, 0x3C, 0x2F, 0x61, 0x3E]) }
        let latin = Array("<?xml version='1.0' encoding='windows-1252'?><a>".utf8) + [0xFC] + Array("</a>".utf8)
        #expect(throws: FederationError.notXML) { try parse(latin) }
        // UTF-32, UTF-16 without mark, and EBCDIC, which libxml2 would guess by the first bytes.
        #expect(throws: FederationError.notXML) { try parse([0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0]) }
        #expect(throws: FederationError.notXML) { try parse([0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0]) }
        #expect(throws: FederationError.notXML) { try parse([0x4C, 0x6F, 0xA7, 0x94]) }
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<!-- x --><!DOCTYPE a><a/>", "<!doctype html><html/>",
    ])
    func refusesAnyDocumentType(_ xml: String) {
        #expect(throws: FederationError.doctypeRefused) { try parse(xml.utf8) }
    }
}
