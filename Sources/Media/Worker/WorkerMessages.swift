import FoundationEssentials

/// What a worker is asked: to process a photo whose bytes follow.
public struct WorkerRequest: Codable, Sendable {
    /// How many bytes follow.
    public var bytes: Int
    /// What is to be made of the photo.
    public var recipe: PhotoRecipe
    /// What the photo may be.
    public var limits: MediaLimits

    /// Says it in full.
    public init(bytes: Int, recipe: PhotoRecipe, limits: MediaLimits) {
        self.bytes = bytes
        self.recipe = recipe
        self.limits = limits
    }
}

/// What a worker answers.
public struct WorkerAnswer: Codable, Sendable {
    /// The photo, if it could be processed.
    public var photo: ProcessedPhoto?
    /// Why not.
    public var error: MediaError?
    /// What holds the worker.
    public var sandbox: Sandbox
    /// How much memory it has used at most, in bytes.
    public var peakMemory: Int

    /// What a worker has given up, as far as the kernel lets it.
    public struct Sandbox: Codable, Sendable, Hashable {
        /// Files outside the photos' folder.
        public var files: Bool
        /// Sockets, programs, other processes.
        public var calls: Bool

        /// Says it in full.
        public init(files: Bool, calls: Bool) {
            self.files = files
            self.calls = calls
        }
    }
}

/// Messages on a socket: four bytes of length, little-endian, then JSON.
public enum WorkerFrame {
    /// The longest message.
    public static let limit = 1 << 20

    /// A message as bytes.
    public static func encode(_ message: some Encodable) throws -> [UInt8] {
        let body = try JSONEncoder().encode(message)
        let length = UInt32(body.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + body
    }

    /// The length in a head of four bytes; nil for one over the limit.
    public static func length(_ head: [UInt8]) -> Int? {
        guard head.count == 4 else { return nil }
        let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        return length <= limit ? length : nil
    }

    /// A message of that type.
    public static func decode<Message: Decodable>(_ type: Message.Type, _ body: [UInt8]) throws -> Message {
        try JSONDecoder().decode(type, from: Data(body))
    }
}
