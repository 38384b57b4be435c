import JSON
public import SocialModel

extension Parameters {
    /// A text that a change leaves alone, clears or sets.
    public func stringField(_ name: String, limit: Int = .max) throws(RPCFault) -> Field<String> {
        presence(name, try optionalString(name, limit: limit))
    }

    /// A truth value that a change leaves alone, clears or sets.
    public func boolField(_ name: String) throws(RPCFault) -> Field<Bool> { presence(name, try optionalBool(name)) }

    /// Texts that a change leaves alone, clears or sets.
    public func stringsField(_ name: String, length: Int, limit: Int) throws(RPCFault) -> Field<[String]> {
        presence(name, try optionalStrings(name, length: length, limit: limit))
    }

    private func presence<Value>(_ name: String, _ value: Value?) -> Field<Value> {
        if let value { return .set(value) }
        return object[name] == nil ? .unchanged : .cleared
    }
}
