import Foundation

/// What 32 connections get that all ask at once, again and again.
enum Crowd {
    private static let connections = 32
    private static let rounds = 200

    /// Answers a second of each server, and the shares that the last has of the others, in words.
    static func line(_ question: [UInt8], paths: [String]) throws -> String {
        let crowds = try paths.map { path in try (0..<connections).map { _ in try LineClient(path) } }
        var rounds = Rounds(kinds: crowds.count, count: Self.rounds)
        try rounds.run { kind in
            for client in crowds[kind] { try client.send(question) }
            for client in crowds[kind] { try client.receive() }
        }
        let perSecond = rounds.medians.map { Double(connections) / $0 * 1e6 }
        return String(
            format: "%d connections: %.0f, %.0f and %.0f answers a second, %.2f of the thread echo, %.2f of NIO",
            connections,
            perSecond[0],
            perSecond[1],
            perSecond[2],
            perSecond[2] / perSecond[0],
            perSecond[2] / perSecond[1]
        )
    }
}
