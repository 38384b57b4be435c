import JSON
import SocialModel

/// participation.put, visibility.put and visibility.delete, preview.put, row_id.put.
extension ChangeJSON {
    static func participationPut(_ fields: Parameters) throws(RPCFault) -> Change {
        try refuseUnknown(fields, "person", "post", "count")
        let count = try fields.optionalInteger("count", in: 1...Int64(Int32.max)) ?? 1
        return .participationPut(
            person: try fields.id("person"),
            post: try fields.guid("post"),
            count: UInt32(clamping: count)
        )
    }

    static func visibilityPut(_ fields: Parameters) throws(RPCFault) -> Change {
        try refuseUnknown(fields, "user", "type", "guid", "hidden")
        return .visibilityPut(
            user: try fields.id("user"),
            try fields.choice("type", of: VisibilityTarget.self),
            guid: try fields.guid("guid"),
            isHidden: try fields.flag("hidden", standard: false)
        )
    }

    static func visibilityDelete(_ fields: Parameters) throws(RPCFault) -> Change {
        try refuseUnknown(fields, "user", "type", "guid")
        return .visibilityDelete(
            user: try fields.id("user"),
            try fields.choice("type", of: VisibilityTarget.self),
            guid: try fields.guid("guid")
        )
    }

    static func previewPut(_ fields: Parameters) throws(RPCFault) -> PreviewPut {
        try refuseUnknown(fields, "post", "o_embed", "open_graph")
        return PreviewPut(
            post: try fields.guid("post"),
            oEmbed: try fields.jsonField("o_embed"),
            openGraph: try fields.jsonField("open_graph")
        )
    }

    static func rowIDPut(_ fields: Parameters) throws(RPCFault) -> Change {
        try refuseUnknown(fields, "type", "guid", "row_id")
        let type = try fields.string("type")
        guard let target = RowTarget(entityOrClass: type) else {
            let known = RowTarget.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(fields.field("type"), .unknownValue, "\(type.quoted) is none of \(known).")
        }
        return .rowIDPut(
            target,
            guid: try fields.guid("guid"),
            rowID: try fields.integer("row_id", in: 1...Int64.max)
        )
    }
}

extension RowTarget {
    /// By diaspora*'s class (`StatusMessage`) or by the protocol's name of the entity (`status_message`).
    init?(entityOrClass name: String) {
        switch name {
        case "StatusMessage", "Reshare", "status_message", "reshare": self = .post
        default:
            guard let target = Self.allCases.first(where: { $0.rawValue == name || $0.entity == name }) else {
                return nil
            }
            self = target
        }
    }

    private var entity: String {
        switch self {
        case .post: "post"
        case .photo: "photo"
        case .comment: "comment"
        case .like: "like"
        case .poll: "poll"
        case .pollAnswer: "poll_answer"
        case .pollParticipation: "poll_participation"
        case .person: "person"
        }
    }
}

extension Parameters {
    /// An object that a change leaves alone, clears or sets, as JSON.
    fileprivate func jsonField(_ name: String) throws(RPCFault) -> Field<String> {
        guard let object = try optionalObject(name) else { return self.object[name] == nil ? .unchanged : .cleared }
        let bytes = JSONWriter.bytes(.object(object.object))
        guard bytes.count <= ChangeLimits.preview else {
            throw .invalid(field(name), .tooLong, "\(field(name).quoted) has more than \(ChangeLimits.preview) bytes.")
        }
        return .set(String(decoding: bytes, as: UTF8.self))
    }
}
