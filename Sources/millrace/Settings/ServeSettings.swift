import Configuration
import Engine
import Fetching
import Foundation
import Ledger
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
    /// The port for who watches the engine; nil: none.
    var httpPort: Int?

    /// The flags that were given, by the names of settings.
    typealias Flags = [AbsoluteConfigKey: ConfigValue]

    /// Reads all of them; a setting that is there and wrong is an error, never passed over.
    ///
    /// - Parameter folder: The data directory, if nothing names another.
    static func read(
        _ flags: Flags,
        file: String?,
        folder: String = DefaultPaths.data
    ) async throws -> ServeSettings {
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
        let defaults = EngineConfiguration(folder: folder)
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
            "http.port": "",
            "users": .init(.stringArray([]), isSecret: false),
            "limits.line_bytes": .init(integerLiteral: rpc.lineBytes),
            "limits.queued_bytes": .init(integerLiteral: engine.queuedBytes),
            "limits.media_pixels": .init(integerLiteral: engine.media.pixels),
            "limits.card_bytes": .init(integerLiteral: engine.cardBytes),
            "media.workers": .init(integerLiteral: engine.workers.workers),
            "media.seconds": .init(integerLiteral: engine.workers.seconds),
            "media.full": .init(booleanLiteral: engine.workers.recipe.keepsFull),
            "media.versions": .init(.stringArray(["large=2048x2048"]), isSecret: false),
            "media.originals": "",
            "media.fetch": .init(booleanLiteral: false),
            "media.retry_milliseconds": .init(integerLiteral: Int(engine.photos.pauseMilliseconds)),
            "fetch": .init(booleanLiteral: false),
            "previews": .init(booleanLiteral: true),
            "services.key": .init(.string(""), isSecret: true),
            "services.key_file": "",
            "services.retry_milliseconds": 30_000,
            "fetching.authorities": "",
            "fetching.seconds": .init(integerLiteral: FetchingLimits().totalMilliseconds / 1_000),
            "fetching.connect_to": .init(.stringArray([]), isSecret: false),
            "fetching.private_addresses": .init(.stringArray([]), isSecret: false),
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
        httpPort = try Self.port(reader)
        rpc = RPCLimits()
        rpc.lineBytes = try Self.limit(reader, "limits.line_bytes")
        engine = EngineConfiguration(folder: folder)
        engine.queuedBytes = try Self.limit(reader, "limits.queued_bytes")
        engine.media.pixels = try Self.limit(reader, "limits.media_pixels")
        engine.workers.workers = try Self.limit(reader, "media.workers")
        engine.workers.seconds = try Self.limit(reader, "media.seconds")
        engine.workers.recipe = try Self.recipe(reader)
        engine.photos = try Self.photos(reader)
        engine.ledger.makesFilesOfAllPhotos = engine.photos.client != nil
        engine.cardBytes = try Self.limit(reader, "limits.card_bytes")
        if try reader.requiredBool(forKey: "fetch") {
            engine.ledger.previewsLinks = try reader.requiredBool(forKey: "previews")
            engine.fetching = FetchingConfiguration(client: try Self.client(reader))
        }
        if let vault = try ServicesKey.vault(reader) {
            var publishing = PublishingConfiguration(client: try Self.client(reader), vault: vault)
            publishing.pauseMilliseconds = Int64(try Self.limit(reader, "services.retry_milliseconds"))
            engine.publishing = publishing
        }
    }

    /// A number from the file, a text from elsewhere.
    private static func port(_ reader: ConfigReader) throws -> Int? {
        let text = try reader.int(forKey: "http.port").map(String.init) ?? reader.requiredString(forKey: "http.port")
        if text.isEmpty { return nil }
        guard let port = UInt16(text) else { throw CommandError.setting("http.port is \(text), no port.") }
        return Int(port)
    }

    /// Which versions are made of photos.
    private static func recipe(_ reader: ConfigReader) throws -> PhotoRecipe {
        let extra = try reader.requiredStringArray(forKey: "media.versions").filter { !$0.isEmpty }
        let keepsFull = try reader.requiredBool(forKey: "media.full")
        do {
            return try PhotoRecipe(extra: extra, keepsFull: keepsFull)
        } catch {
            throw CommandError.setting("media.versions: \(error)")
        }
    }

    /// Where the originals of photos come from.
    private static func photos(_ reader: ConfigReader) throws -> PhotosConfiguration {
        var photos = PhotosConfiguration()
        let originals = try reader.requiredString(forKey: "media.originals")
        if !originals.isEmpty {
            let folder = Environment.absolute(originals)
            // With the dot it is what a link leads to, and nothing but a folder.
            guard FileManager.default.fileExists(atPath: folder + "/.") else {
                throw CommandError.setting("media.originals: there is no folder at \(folder).")
            }
            photos.originals = folder
        }
        if try reader.requiredBool(forKey: "media.fetch") { photos.client = try client(reader) }
        photos.pauseMilliseconds = Int64(try limit(reader, "media.retry_milliseconds"))
        return photos
    }

    /// How other pods are asked; all but the proxies of the environment is for pods that are not on the Internet.
    private static func client(_ reader: ConfigReader) throws -> HTTPClientConfiguration {
        var client = HTTPClientConfiguration(userAgent: "Millrace/\(RPC.version)")
        client.proxies = .environment
        let milliseconds = try limit(reader, "fetching.seconds") * 1_000
        // A third of it for the connection leaves time for an answer.
        client.limits.connectMilliseconds = milliseconds / 3
        client.limits.totalMilliseconds = milliseconds
        let authorities = try reader.requiredString(forKey: "fetching.authorities")
        client.authorities = authorities.isEmpty ? nil : Environment.absolute(authorities)
        client.connectTo = try reader.requiredStringArray(forKey: "fetching.connect_to").filter { !$0.isEmpty }
        let addresses = try reader.requiredStringArray(forKey: "fetching.private_addresses").filter { !$0.isEmpty }
        client.addresses = AddressRule(
            allowing: Set(
                try addresses.map { text in
                    guard let address = IPAddress.bytes(text) else {
                        throw CommandError.setting("fetching.private_addresses has \(text), which is no address.")
                    }
                    return address
                }
            )
        )
        return client
    }

    private static func limit(_ reader: ConfigReader, _ name: String) throws -> Int {
        let value = try reader.requiredInt(forKey: ConfigKey(name))
        guard value > 0 else { throw CommandError.setting("The limit \(name) is \(value), not above 0.") }
        return value
    }
}
