public import SocialModel

extension Parameters {
    /// A diaspora* ID.
    public func id(_ name: String) throws(RPCFault) -> DiasporaID { try required(name, try optionalID(name)) }

    /// A diaspora* ID, if it is there.
    public func optionalID(_ name: String) throws(RPCFault) -> DiasporaID? {
        guard let text = try optionalString(name) else { return nil }
        return try id(text, name)
    }

    /// A GUID.
    public func guid(_ name: String) throws(RPCFault) -> GUID { try required(name, try optionalGUID(name)) }

    /// A GUID, if it is there.
    public func optionalGUID(_ name: String) throws(RPCFault) -> GUID? {
        guard let text = try optionalString(name) else { return nil }
        guard let guid = GUID(text) else {
            throw .invalid(field(name), .invalidGUID, "\(field(name).quoted) is no GUID: \(text.quoted).")
        }
        return guid
    }

    /// An ISO 8601 time, if it is there.
    public func optionalTime(_ name: String) throws(RPCFault) -> Timestamp? {
        guard let text = try optionalString(name) else { return nil }
        guard let time = Timestamp(iso8601: text) else {
            throw .invalid(field(name), .invalidTime, "\(field(name).quoted) is no ISO 8601 time: \(text.quoted).")
        }
        return time
    }

    /// One of the words of an enumeration.
    @inlinable
    public func choice<Choice>(_ name: String, of type: Choice.Type) throws(RPCFault) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        try required(name, try optionalChoice(name, of: type))
    }

    /// One of the words of an enumeration, if it is there.
    @inlinable
    public func optionalChoice<Choice>(_ name: String, of type: Choice.Type) throws(RPCFault) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let text = try optionalString(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw unknownWord(text, name, known: Choice.allCases.map(\.rawValue))
        }
        return choice
    }

    @usableFromInline
    func unknownWord(_ text: String, _ name: String, known: [String]) -> RPCFault {
        let detail = "\(field(name).quoted) is \(text.quoted), not one of \(known.joined(separator: ", "))."
        return .invalid(field(name), .unknownValue, detail)
    }

    /// The ID that a text is, `name` being where it stands.
    func id(_ text: String, _ name: @autoclosure () -> String) throws(RPCFault) -> DiasporaID {
        guard let id = DiasporaID(text) else {
            let field = field(name())
            throw .invalid(field, .invalidID, "\(field.quoted) is no diaspora* ID: \(text.quoted).")
        }
        return id
    }
}
