import Configuration
import Engine
import Logging
import Media
import RPC

/// What `millrace serve` needs to know, from its flags, else `MILLRACE_*`, else a JSON file, else the defaults.
struct ServeSettings {
    var engine: EngineConfiguration
    var rpc: RPCLimits
    var socket: String
    var peers: PeerPolicy
    var logLevel: Logger.Level

    /// The flags that were given, by the names of settings.
    typealias Flags = [AbsoluteConfigKey: ConfigValue]

    /// Reads all of them; a setting that is there and wrong is an error, never passed over.
    static func read(_ flags: Flags, file: String?) async throws -> ServeSettings {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: flags),
            EnvironmentVariablesProvider().prefixKeys(with: "millrace"),
        ]
        if let file {
            do {
                let path = InMemoryProvider(values: ["filePath": .init(stringLiteral: file)])
                providers.append(try await FileProvider<JSONSnapshot>(config: ConfigReader(provider: path)))
            } catch {
                throw CommandError.unreadable(path: file, detail: "it is missing, or no JSON object of settings")
            }
        }
        let defaults = EngineConfiguration(folder: DefaultPaths.data)
        providers.append(InMemoryProvider(name: "defaults", values: Self.values(of: defaults, RPCLimits())))
        do {
            return try ServeSettings(ConfigReader(providers: providers))
        } catch let error as RPCError {
            throw CommandError.setting(error.description)
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError.setting("\(error)")
        }
    }

    /// Every setting has a default, so that a required one fails only where its value is wrong.
    private static func values(of engine: EngineConfiguration, _ rpc: RPCLimits) -> Flags {
        [
            "data": .init(stringLiteral: engine.folder),
            "socket": "",
            "log.level": "info",
            "users": .init(.stringArray([]), isSecret: false),
            "limits.line_bytes": .init(integerLiteral: rpc.lineBytes),
            "limits.queued_bytes": .init(integerLiteral: engine.queuedBytes),
            "limits.media_pixels": .init(integerLiteral: engine.media.pixels),
            "limits.card_bytes": .init(integerLiteral: engine.cardBytes),
        ]
    }

    private init(_ reader: ConfigReader) throws {
        let folder = Environment.absolute(try reader.requiredString(forKey: "data"))
        let socket = try reader.requiredString(forKey: "socket")
        self.socket = socket.isEmpty ? folder + "/" + DefaultPaths.socketName : Environment.absolute(socket)
        let users = try reader.requiredStringArray(forKey: "users").filter { !$0.isEmpty }
        peers = users.isEmpty ? PeerPolicy() : try PeerPolicy(users: users)
        let level = try reader.requiredString(forKey: "log.level")
        guard let level = Logger.Level(rawValue: level) else {
            let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError.setting("The log level \(level) is none of \(known).")
        }
        logLevel = level
        rpc = RPCLimits()
        rpc.lineBytes = try Self.limit(reader, "limits.line_bytes")
        engine = EngineConfiguration(folder: folder)
        engine.queuedBytes = try Self.limit(reader, "limits.queued_bytes")
        engine.media.pixels = try Self.limit(reader, "limits.media_pixels")
        engine.cardBytes = try Self.limit(reader, "limits.card_bytes")
    }

    private static func limit(_ reader: ConfigReader, _ name: String) throws -> Int {
        let value = try reader.requiredInt(forKey: ConfigKey(name))
        guard value > 0 else { throw CommandError.setting("The limit \(name) is \(value), not above 0.") }
        return value
    }
}
