public import JSON
public import SocialModel

/// Elements of `pod.apply`'s `changes`, and what they say (contract, "Writing").
public enum ChangeJSON {
    /// Reads one change.
    ///
    /// Throws -32602 for a shape or an ID, -32002 for a rule of the protocol (§7, §8), each with the field and `index`.
    public static func read(_ value: JSONValue, index: Int) throws(RPCFault) -> Change {
        do throws(RPCFault) {
            guard let object = value.object else { throw .wrongType("changes[\(index)]", wanted: "an object") }
            return try read(Parameters(object))
        } catch {
            throw error.at(index: index)
        }
    }

    private static func read(_ fields: Parameters) throws(RPCFault) -> Change {
        let word = try fields.string("op")
        guard let op = ChangeOp(rawValue: word) else {
            throw .invalid(fields.field("op"), .unknownOp, "There is no op \(word.quoted).")
        }
        switch op {
        case .podPut: return .podPut(try podPut(fields))
        case .personPut: return .personPut(try personPut(fields))
        case .userPut: return .userPut(try userPut(fields))
        case .aspectPut:
            try refuseUnknown(fields, "user", "aspect", "name")
            let name = try fields.optionalString("name", limit: ChangeLimits.line)
            return .aspectPut(user: try fields.id("user"), aspect: try aspect(fields), name: name)
        case .aspectDelete:
            try refuseUnknown(fields, "user", "aspect")
            return .aspectDelete(user: try fields.id("user"), aspect: try aspect(fields))
        case .contactPut: return .contactPut(try contactPut(fields))
        case .contactDelete:
            let (user, person) = try userAndPerson(fields)
            return .contactDelete(user: user, person: person)
        case .blockPut:
            let (user, person) = try userAndPerson(fields)
            return .blockPut(user: user, person: person)
        case .blockDelete:
            let (user, person) = try userAndPerson(fields)
            return .blockDelete(user: user, person: person)
        case .hidePut:
            try refuseUnknown(fields, "user", "post")
            return .hidePut(user: try fields.id("user"), post: try fields.guid("post"))
        case .hideDelete:
            try refuseUnknown(fields, "user", "post")
            return .hideDelete(user: try fields.id("user"), post: try fields.guid("post"))
        case .tagFollowingPut:
            try refuseUnknown(fields, "user", "tag")
            return .tagFollowingPut(user: try fields.id("user"), tag: try tag(fields))
        case .tagFollowingDelete:
            try refuseUnknown(fields, "user", "tag")
            return .tagFollowingDelete(user: try fields.id("user"), tag: try tag(fields))
        case .spotlightPut:
            try refuseUnknown(fields, "person")
            return .spotlightPut(person: try fields.id("person"))
        case .spotlightDelete:
            try refuseUnknown(fields, "person")
            return .spotlightDelete(person: try fields.id("person"))
        case .entity: return .entity(try entityPut(fields))
        case .personClose:
            try refuseUnknown(fields, "id")
            return .personClose(person: try fields.id("id"))
        case .personMigrate:
            try refuseUnknown(fields, "from", "to")
            return .personMigrate(from: try fields.id("from"), to: try fields.id("to"))
        case .userDelete:
            try refuseUnknown(fields, "id")
            return .userDelete(user: try fields.id("id"))
        case .participationPut: return try participationPut(fields)
        case .participationDelete:
            try refuseUnknown(fields, "person", "post")
            return .participationDelete(person: try fields.id("person"), post: try fields.guid("post"))
        case .visibilityPut: return try visibilityPut(fields)
        case .visibilityDelete: return try visibilityDelete(fields)
        case .previewPut: return .previewPut(try previewPut(fields))
        case .rowIDPut: return try rowIDPut(fields)
        case .savedStreamPut:
            try refuseUnknown(fields, "user", "name", "query")
            return .savedStreamPut(
                user: try fields.id("user"),
                name: try fields.text("name", limit: ChangeLimits.aspect),
                query: try fields.text("query", limit: ChangeLimits.query)
            )
        case .savedStreamDelete:
            try refuseUnknown(fields, "user", "name")
            return .savedStreamDelete(
                user: try fields.id("user"),
                name: try fields.text("name", limit: ChangeLimits.aspect)
            )
        }
    }

    static func refuseUnknown(_ fields: Parameters, _ known: String...) throws(RPCFault) {
        try fields.refuseUnknown(known: ["op"] + known)
    }

    private static func userAndPerson(_ fields: Parameters) throws(RPCFault) -> (DiasporaID, DiasporaID) {
        try refuseUnknown(fields, "user", "person")
        return (try fields.id("user"), try fields.id("person"))
    }

    private static func aspect(_ fields: Parameters) throws(RPCFault) -> String {
        try fields.text("aspect", limit: ChangeLimits.aspect)
    }

    private static func tag(_ fields: Parameters) throws(RPCFault) -> String {
        try fields.text("tag", limit: ChangeLimits.tag)
    }
}
