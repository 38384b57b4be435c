import Foundation
import JSON
import SocialModel
import Testing

/// Reads as somebody, and looks into each answer for what that one may not see.
final class LeakWatch {
    let viewer: DiasporaID?
    /// The limited posts that the viewer may see.
    let allowed: Set<Int>
    /// Those that answers have shown.
    private(set) var seen: Set<Int> = []
    /// How many answers were looked at.
    private(set) var answers = 0
    private let socket: RawSocket

    init(_ viewer: Int?, _ world: LeakWorld, _ path: String) throws {
        self.viewer = viewer.map { world.users[$0] }
        let visible = world.audiences.enumerated().filter { viewer.map($0.element.contains) ?? false }
        allowed = Set(visible.map(\.offset))
        socket = try RawSocket(path)
    }

    /// Looks into an answer, whatever it answers.
    ///
    /// - Returns: The limited posts that it shows anything of.
    @discardableResult
    func look(at bytes: [UInt8], _ what: @autoclosure () -> String) throws -> Set<Int> {
        answers += 1
        var shown: Set<Int> = []
        for place in bytes.places(of: LeakWorld.mark) {
            let digits = bytes[(place + LeakWorld.mark.count)...].prefix(6)
            shown.insert(try #require(Int(String(decoding: digits, as: UTF8.self))))
        }
        let leaks = shown.subtracting(allowed)
        try #require(leaks.isEmpty, "\(viewer?.text ?? "nobody") sees \(leaks.sorted().prefix(3)) by \(what())")
        seen.formUnion(shown)
        return shown
    }

    /// Asks, looks into the answer, and gives it.
    func ask(_ method: String, _ parameters: JSONObject) throws -> JSONValue {
        let line = try socket.ask(request(method, parameters))
        try look(at: line, "\(method) \(parameters)")
        return try JSONParser.parse(line)
    }

    /// Reads a list to its end; its cursor ends exactly where the list does.
    ///
    /// - Returns: The limited posts that it shows anything of.
    @discardableResult
    func walk(_ method: String, _ list: String, _ parameters: JSONObject, limit: Int = 100) throws -> Set<Int> {
        var parameters = parameters
        parameters["limit"] = .integer(Int64(limit))
        var shown: Set<Int> = []
        while true {
            let line = try socket.ask(request(method, parameters))
            shown.formUnion(try look(at: line, "\(method) \(parameters)"))
            let (count, next) = try Self.end(of: line, list)
            guard let next else { return shown }
            // More would have come than is shown: how much there is that one may not see is told by no cursor.
            try #require(count == limit, "\(method) \(parameters)")
            parameters["before"] = .string(next)
        }
    }

    /// How many elements a page has, and its cursor.
    ///
    /// Items are counted by what only they have: parsing takes long.
    private static func end(of line: [UInt8], _ list: String) throws -> (count: Int, next: String?) {
        guard list == "items" else {
            let result = try #require(try JSONParser.parse(line)["result"], "\(String(decoding: line, as: UTF8.self))")
            return (try #require(result[list]?.array?.count), result["next"]?.string)
        }
        let mark = Array(#"],"next":"#.utf8)
        let place = try #require(line.places(of: mark).last, "\(String(decoding: line, as: UTF8.self))")
        let rest = line[(place + mark.count)...]
        let next = rest.first == UInt8(ascii: "\"") ? rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") } : nil
        // Roots are items too.
        let (all, roots) = (line.places(of: Array(#""post_type":"#.utf8)), line.places(of: Array(#""root":{"#.utf8)))
        return (all.count - roots.count, next.map { String(decoding: $0, as: UTF8.self) })
    }

    private func request(_ method: String, _ parameters: JSONObject) -> String {
        var parameters = parameters
        parameters["viewer"] = viewer.map { .string($0.text) }
        parameters["deadline_ms"] = 600_000
        let request: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(parameters)]
        return String(decoding: JSONWriter.bytes(request), as: UTF8.self)
    }

    // MARK: - One post at a time

    /// Asks for posts that the viewer may not see: each answer is, byte for byte, that for a post that is not there.
    func compare(_ posts: [Int], _ method: String, _ more: String) throws {
        let viewer = viewer.map { #","viewer":"\#($0)""# } ?? ""
        func line(_ id: Int, _ guid: String) -> String {
            #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{"deadline_ms":600000,"guid":"\#(guid)"\#(more)\#(viewer)}}"#
                + "\n"
        }
        let absent = "missing-000000-post"
        let template = String(decoding: try socket.ask(String(line(1_000_000, absent).dropLast())), as: UTF8.self)
        // Whether it says the GUID or not, and in which order the answers come.
        let parts = template.components(separatedBy: "1000000")
        try #require(parts.count == 2)
        var rest = posts[...]
        while !rest.isEmpty {
            let window = Array(rest.prefix(64))
            rest = rest.dropFirst(64)
            var requests: [UInt8] = []
            var expected: Set<[UInt8]> = []
            for (place, post) in window.enumerated() {
                let id = 1_000_001 + place
                let guid = "\(LeakWorld.text(post))-post"
                requests += Array(line(id, guid).utf8)
                let answer = parts.map { $0.replacing(absent, with: guid) }.joined(separator: String(id))
                expected.insert(Array(answer.utf8))
            }
            socket.send(requests)
            for _ in window {
                let answer = try #require(socket.lineOfBytes())
                try #require(expected.remove(answer) != nil, "\(method): \(String(decoding: answer, as: UTF8.self))")
                answers += 1
            }
        }
    }
}
