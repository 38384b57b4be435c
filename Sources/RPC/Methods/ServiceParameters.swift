import JSON
import Services
import SocialModel
import Wire

/// What `service.put` is told.
struct ServiceParameters: Sendable {
    let user: DiasporaID
    let name: String
    let kind: ServiceKind
    let endpoint: String?
    let account: String?
    let credentials: [String: String]
    let defaults: JSONObject

    init(_ parameters: Parameters) throws(RPCFault) {
        user = try parameters.id("user")
        name = try Self.name(parameters)
        kind = try parameters.choice("kind", of: ServiceKind.self)
        endpoint = try parameters.optionalString("endpoint", limit: ServicesLimits.endpoint)
        account = try parameters.optionalString("account", limit: ChangeLimits.line)
        let secrets = try parameters.object("credentials")
        var credentials: [String: String] = [:]
        for member in secrets.object.members {
            credentials[member.name] = try secrets.string(member.name, limit: ServicesLimits.credential)
        }
        self.credentials = credentials
        defaults = try parameters.optionalObject("defaults")?.object ?? [:]
    }

    static func name(_ parameters: Parameters) throws(RPCFault) -> String {
        let name = try parameters.string("service", limit: ChangeLimits.service)
        guard !name.isEmpty else { throw .invalid("service", .empty, "\"service\" is empty.") }
        return name
    }
}
