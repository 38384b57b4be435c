import CLibXML2

extension XMLDocument {
    /// Reads HTML, mended where it is broken as libxml2 mends it, within limits.
    ///
    /// The root has no name; what the document consists of stands in it. Of
    /// attributes only the first of a name counts. Throws
    /// ``FederationError/notHTML`` or the limit that was hit.
    init(html input: [UInt8], limits: FederationLimits) throws(FederationError) {
        let source = try HTMLSource(input, limits: limits)
        var builder = XMLTreeBuilder(limits: limits, capacity: source.bytes.count)
        builder.begin("", namespace: nil, isQualified: false, attributes: [])
        let isRead = unsafe source.bytes.withUnsafeBufferPointer { unsafe Self.runHTML(on: $0, &builder) }
        if let refusal = builder.refusal { throw refusal }
        builder.end()
        guard isRead, let root = builder.root else { throw .notHTML }
        self.init(root: root, characters: builder.characters)
    }

    /// Whether libxml2 could begin; what it makes of the bytes the builder knows.
    private static func runHTML(on bytes: UnsafeBufferPointer<UInt8>, _ builder: inout XMLTreeBuilder) -> Bool {
        initialise()
        guard let parser = unsafe htmlNewParserCtxt() else { return false }
        defer { unsafe htmlFreeParserCtxt(parser) }
        guard let handlers = unsafe parser.pointee.sax else { return false }
        unsafe handlers.pointee = xmlSAXHandler()
        unsafe installHTML(&handlers.pointee)

        // As for XML: without a handler on the thread, some errors would go to stderr.
        let before = unsafe (__xmlStructuredErrorContext().pointee, __xmlStructuredError().pointee)
        defer { unsafe xmlSetStructuredErrorFunc(before.0, before.1) }
        unsafe xmlSetStructuredErrorFunc(nil) { _, _ in }

        return unsafe withUnsafeMutablePointer(to: &builder) { builder in
            var target = unsafe XMLParserTarget(builder: builder, parser: parser)
            return unsafe withUnsafeMutablePointer(to: &target) { target in
                unsafe parser.pointee.userData = UnsafeMutableRawPointer(target)
                return unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
                    // Naming the encoding makes it deaf to what the document says of it.
                    let document = unsafe htmlCtxtReadMemory(
                        parser,
                        bytes.baseAddress,
                        CInt(bytes.count),
                        nil,
                        "UTF-8",
                        CInt(HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue)
                    )
                    unsafe xmlFreeDoc(document)
                    return true
                }
            }
        }
    }

    private static func installHTML(_ handlers: inout xmlSAXHandler) {
        unsafe handlers.startElement = { target, name, attributes in
            guard let target = unsafe XMLParserTarget.from(target), let name = unsafe name else { return }
            guard unsafe target.builder.pointee.admitsElement() else {
                // `xmlStopParser` would take away the bytes that libxml2's HTML parser still looks at.
                unsafe target.parser.pointee.instate = XML_PARSER_EOF
                unsafe target.parser.pointee.disableSAX = 1
                return
            }
            unsafe target.builder.pointee.begin(
                String(cString: name),
                namespace: nil,
                isQualified: false,
                attributes: XMLParserTarget.htmlAttributes(attributes)
            )
        }
        unsafe handlers.endElement = { target, _ in
            guard let target = unsafe XMLParserTarget.from(target) else { return }
            if unsafe target.builder.pointee.refusal == nil { unsafe target.builder.pointee.end() }
        }
        let text: charactersSAXFunc = { target, text, count in
            let text = unsafe UnsafeBufferPointer(start: text, count: Int(count))
            unsafe XMLParserTarget.from(target)?.builder.pointee.append(text)
        }
        unsafe handlers.characters = text
        unsafe handlers.ignorableWhitespace = text
        unsafe handlers.cdataBlock = text
    }
}

extension XMLParserTarget {
    /// Names and values in turn, ended by nil; an attribute without value has the empty one.
    static func htmlAttributes(_ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> [XMLAttribute] {
        guard let list = unsafe list else { return [] }
        var attributes: [XMLAttribute] = []
        var index = 0
        while let name = unsafe list[index] {
            let value = unsafe list[index + 1].map { unsafe String(cString: $0) } ?? ""
            unsafe attributes.append(XMLAttribute(name: String(cString: name), value: value))
            index += 2
        }
        return attributes
    }
}
