public import JSON
public import SocialModel

extension Parameters {
    /// An array of at most `limit` values, if it is there.
    public func optionalArray(_ name: String, limit: Int = .max) throws(RPCFault) -> [JSONValue]? {
        guard let value = present(name) else { return nil }
        guard let elements = value.array else { throw .wrongType(field(name), wanted: "an array") }
        guard elements.count <= limit else {
            throw .invalid(field(name), .tooMany, "\(field(name).quoted) has more than \(limit) elements.")
        }
        return elements
    }

    /// Texts of at most `length` code points, at most `limit` of them, if they are there.
    public func optionalStrings(_ name: String, length: Int = .max, limit: Int = .max) throws(RPCFault) -> [String]? {
        guard let elements = try optionalArray(name, limit: limit) else { return nil }
        var texts: [String] = []
        texts.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            guard let text = element.string else { throw .wrongType(field("\(name)[\(index)]"), wanted: "a string") }
            texts.append(try bounded(text, "\(name)[\(index)]", limit: length))
        }
        return texts
    }

    /// Diaspora* IDs, at most `limit` of them, if they are there.
    public func optionalIDs(_ name: String, limit: Int = .max) throws(RPCFault) -> [DiasporaID]? {
        guard let texts = try optionalStrings(name, limit: limit) else { return nil }
        var ids: [DiasporaID] = []
        ids.reserveCapacity(texts.count)
        for (index, text) in texts.enumerated() { ids.append(try id(text, "\(name)[\(index)]")) }
        return ids
    }

    /// An object, if it is there.
    public func optionalObject(_ name: String) throws(RPCFault) -> Parameters? {
        guard let value = present(name) else { return nil }
        guard let object = value.object else { throw .wrongType(field(name), wanted: "an object") }
        return Parameters(object, path: field(name) + ".")
    }

    /// An object.
    public func object(_ name: String) throws(RPCFault) -> Parameters { try required(name, try optionalObject(name)) }

    /// Objects, at most `limit` of them, if they are there.
    public func optionalObjects(_ name: String, limit: Int = .max) throws(RPCFault) -> [Parameters]? {
        guard let elements = try optionalArray(name, limit: limit) else { return nil }
        var objects: [Parameters] = []
        objects.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            let place = field("\(name)[\(index)]")
            guard let object = element.object else { throw .wrongType(place, wanted: "an object") }
            objects.append(Parameters(object, path: place + "."))
        }
        return objects
    }
}
