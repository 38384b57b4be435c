import Engine
import Foundation
import SocialModel

/// Queries as nobody should type them: 10,000 at random and 1,000 made to hurt.
enum Flood {
    static func run(_ engine: Engine, _ viewer: DiasporaID?, _ texts: Texts) async throws {
        var chance = Chance(state: 1)
        let random = (0..<10_000).map { _ in chance.query(texts.vocabulary) }
        let hostile = (0..<1_000).map { _ in chance.hostileQuery(texts.vocabulary) }
        for (name, queries) in [("random", random), ("hostile", hostile)] {
            var times: [(time: Double, query: String)] = []
            var refused: [String: Int] = [:]
            for (number, query) in queries.enumerated() {
                let request = SearchRequest(viewer: number.isMultiple(of: 3) ? nil : viewer, query: query)
                let time = await ContinuousClock().measure {
                    do { _ = try await engine.search(request) } catch { refused["\(error)".kind, default: 0] += 1 }
                }
                times.append((time.milliseconds, query))
            }
            times.sort { $0.time < $1.time }
            let slow = times.count { $0.time > 50 }
            print(
                String(
                    format: "\n%d %@ queries: median %.2f ms, 99th percentile %.2f, slowest %.2f, %d beyond 50 ms",
                    times.count,
                    name,
                    times[times.count / 2].time,
                    times[times.count * 99 / 100].time,
                    times.last?.time ?? 0,
                    slow
                )
            )
            for (time, query) in times.suffix(3).reversed() {
                print(String(format: "%10.2f ms", time), query.prefix(120))
            }
            print(
                "refused:",
                refused.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            )
        }
    }
}

extension String {
    /// What an error is, without what it says of one query.
    fileprivate var kind: String { String(prefix { $0 != "(" }) + (contains("tooBroad") ? " too broad" : "") }
}

/// Queries by a number.
private struct Chance {
    var state: UInt64

    mutating func below(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, count)
    }

    mutating func of<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// Frequent words more often than rare ones.
    mutating func word(_ words: [String]) -> String { words[min(below(words.count), below(words.count))] }

    mutating func term(_ words: [String]) -> String {
        switch below(14) {
        case 0: "#" + word(words)
        case 1: String(word(words).prefix(2 + below(3))) + "*"
        case 2: "\"" + word(words) + " " + word(words) + "\""
        case 3: "has:" + of(["photo", "video", "poll", "link", "location"])
        case 4: "is:" + of(["limited", "nsfw", "own", "liked", "commented"])
        case 5: of(["likes", "comments", "reshares"]) + of([":>", ":<", ":"]) + String(below(60))
        case 6: of(["before:", "after:"]) + of(["7d", "3w", "2m", "1y", "2020-01-01"])
        case 7: "lang:" + of(["en", "de", "fr", "ja", "ru"])
        case 8: of(["from:me", "aspect:Friends", "from:nobody@nowhere.example"])
        default: word(words)
        }
    }

    mutating func query(_ words: [String], depth: Int = 0) -> String {
        let terms = (0...below(4)).map { _ -> String in
            let not = below(5) == 0 ? "-" : ""
            if depth < 3, below(5) == 0 { return not + "(" + query(words, depth: depth + 1) + ")" }
            return not + term(words)
        }
        return terms.joined(separator: below(3) == 0 ? " OR " : " ")
    }

    /// What finds much and shows little, what is long, and what is no query at all.
    mutating func hostileQuery(_ words: [String]) -> String {
        let common = Array(words.prefix(30))
        switch below(10) {
        case 0: return of(common) + " likes:>100000"
        case 1: return "-" + of(common) + " comments:>99999"
        case 2: return (0..<64).map { _ in of(common) }.joined(separator: " OR ")
        case 3: return (0..<4).map { _ in String(of(common).prefix(2)) + "*" }.joined(separator: " OR ") + " is:own"
        case 4: return "is:limited " + of(common) + " -from:me likes:>5000"
        case 5:
            return String(repeating: "(", count: 12) + of(common) + String(repeating: ")", count: 12)
                + " is:nsfw is:own"
        case 6: return "\"" + (0..<12).map { _ in of(common) }.joined(separator: " ") + "\""
        case 7: return "(" + of(common) + " OR likes:>70000) (" + of(common) + " OR comments:>70000) is:own"
        case 8: return (0..<63).map { _ in "-" + of(common) }.joined(separator: " ")
        default: return String((0..<below(1_200)).map { _ in of(Array("\"()*#@:-OR <>\u{0}\u{202E}é漢😀NEAR")) })
        }
    }
}
