import JSON

extension JSONValue {
    /// Reads a small document of federation, a private wrapper or a JRD; the caller has limited its length.
    ///
    /// Of members with one name the last counts, as it does for diaspora*'s own
    /// library. Throws ``FederationError/notJSON``, or the limit that was hit.
    init(federated bytes: [UInt8], limits: FederationLimits) throws(FederationError) {
        let bounds = JSONLimits(depth: limits.depth, elements: limits.elements)
        do {
            self = try JSONParser.parse(bytes, limits: bounds, repeatedNames: .lastCounts)
        } catch {
            switch error {
            case .tooDeep: throw .tooDeep(limit: limits.depth)
            case .tooManyElements: throw .tooManyElements(limit: limits.elements)
            default: throw .notJSON
            }
        }
    }

    /// The member of an object; nil if there is none, if it is null, or if this is no object.
    func present(_ name: String) -> JSONValue? {
        guard let member = self[name], member != .null else { return nil }
        return member
    }
}
