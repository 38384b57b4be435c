import CLibXML2

extension XMLDocument {
    /// Parses well-formed XML without document type, within limits.
    ///
    /// Throws ``FederationError/notXML``, ``FederationError/doctypeRefused`` or the limit that was hit.
    init(parsing input: [UInt8], limits: FederationLimits) throws(FederationError) {
        let source = try XMLSource(input, limits: limits)
        var builder = XMLTreeBuilder(limits: limits, capacity: source.bytes.count)
        let isWellFormed = unsafe source.bytes.withUnsafeBufferPointer { unsafe Self.run(on: $0, &builder) }
        if let refusal = builder.refusal { throw refusal }
        guard isWellFormed, let root = builder.root else { throw .notXML }
        self.init(root: root, characters: builder.characters)
    }

    /// Once a process: libxml2's first use is not safe on two threads at a time.
    private static let initialised: Void = xmlInitParser()

    static func initialise() { _ = initialised }

    private static func run(on bytes: UnsafeBufferPointer<UInt8>, _ builder: inout XMLTreeBuilder) -> Bool {
        initialise()
        let parser = unsafe bytes.withMemoryRebound(to: CChar.self) {
            unsafe xmlCreateMemoryParserCtxt($0.baseAddress, CInt($0.count))
        }
        guard let parser = unsafe parser else { return false }
        defer {
            unsafe xmlFreeDoc(parser.pointee.myDoc)
            unsafe xmlFreeParserCtxt(parser)
        }
        unsafe xmlCtxtUseOptions(parser, CInt(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
        guard let handlers = unsafe parser.pointee.sax else { return false }
        unsafe handlers.pointee = xmlSAXHandler()
        unsafe install(&handlers.pointee)

        // Errors go to the thread's handler, without which libxml2 writes some of them to stderr. Another library's
        // handler on this thread is put back afterwards.
        let before = unsafe (__xmlStructuredErrorContext().pointee, __xmlStructuredError().pointee)
        defer { unsafe xmlSetStructuredErrorFunc(before.0, before.1) }
        unsafe xmlSetStructuredErrorFunc(parser) { parser, error in
            guard let parser = unsafe parser, let error = unsafe error, unsafe error.pointee.level == XML_ERR_FATAL
            else { return }
            // It would otherwise go on to the end, and put each further error into words, which takes 300 ms a
            // mebibyte. `xmlStopParser` would free the bytes that libxml2 still looks at here.
            unsafe parser.assumingMemoryBound(to: xmlParserCtxt.self).pointee.instate = XML_PARSER_EOF
        }

        return unsafe withUnsafeMutablePointer(to: &builder) { builder in
            var target = unsafe XMLParserTarget(builder: builder, parser: parser)
            return unsafe withUnsafeMutablePointer(to: &target) { target in
                unsafe parser.pointee.userData = UnsafeMutableRawPointer(target)
                return unsafe xmlParseDocument(parser) == 0 && parser.pointee.wellFormed == 1 && isAtEnd(parser)
            }
        }
    }

    /// Whether nothing is left: after the root, libxml2 takes a NUL for the end.
    private static func isAtEnd(_ parser: xmlParserCtxtPtr) -> Bool {
        guard let input = unsafe parser.pointee.input else { return false }
        return unsafe input.pointee.cur == input.pointee.end
    }

    /// The events that are listened to.
    ///
    /// There is no document in libxml2's own form, and no entity is ever looked up.
    private static func install(_ handlers: inout xmlSAXHandler) {
        unsafe handlers.initialized = XML_SAX2_MAGIC
        unsafe handlers.startElementNs = { target, name, prefix, uri, _, _, attributeCount, _, attributes in
            guard let target = unsafe XMLParserTarget.from(target), let name = unsafe name else { return }
            guard unsafe target.builder.pointee.admitsElement() else { return unsafe target.stop() }
            // A prefix that nothing declares is part of the name and means nothing.
            let local = unsafe String(cString: name)
            let undeclared = unsafe uri == nil ? prefix.map { unsafe String(cString: $0) } : nil
            unsafe target.builder.pointee.begin(
                undeclared.map { "\($0):\(local)" } ?? local,
                namespace: uri.map { unsafe String(cString: $0) },
                isQualified: uri != nil,
                attributes: XMLParserTarget.attributes(attributes, count: Int(attributeCount))
            )
        }
        unsafe handlers.endElementNs = { target, _, _, _ in
            unsafe XMLParserTarget.from(target)?.builder.pointee.end()
        }
        let text: charactersSAXFunc = { target, text, count in
            let text = unsafe UnsafeBufferPointer(start: text, count: Int(count))
            unsafe XMLParserTarget.from(target)?.builder.pointee.append(text)
        }
        unsafe handlers.characters = text
        unsafe handlers.ignorableWhitespace = text
        unsafe handlers.cdataBlock = text
        unsafe handlers.comment = { target, _ in
            unsafe XMLParserTarget.from(target)?.builder.pointee.noteChild()
        }
        unsafe handlers.processingInstruction = { target, _, _ in
            unsafe XMLParserTarget.from(target)?.builder.pointee.noteChild()
        }
        unsafe handlers.internalSubset = { target, _, _, _ in
            guard let target = unsafe XMLParserTarget.from(target) else { return }
            unsafe target.builder.pointee.refuse(.doctypeRefused)
            unsafe target.stop()
        }
    }
}

/// What libxml2 hands to each event: where the events go, and whom to stop.
@unsafe
struct XMLParserTarget {
    let builder: UnsafeMutablePointer<XMLTreeBuilder>
    let parser: xmlParserCtxtPtr

    func stop() { unsafe xmlStopParser(parser) }

    static func from(_ pointer: UnsafeMutableRawPointer?) -> XMLParserTarget? {
        unsafe pointer.map { unsafe $0.assumingMemoryBound(to: XMLParserTarget.self).pointee }
    }

    /// Five pointers for each attribute: name, prefix, URI, begin and end of the value.
    static func attributes(_ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int) -> [XMLAttribute] {
        guard let list = unsafe list, count > 0 else { return [] }
        return (0..<count).compactMap { index in
            guard let name = unsafe list[index * 5], unsafe list[index * 5 + 1] == nil,
                let start = unsafe list[index * 5 + 3], let end = unsafe list[index * 5 + 4]
            else { return nil }
            let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
            return unsafe XMLAttribute(name: String(cString: name), value: String(decoding: value, as: UTF8.self))
        }
    }
}
