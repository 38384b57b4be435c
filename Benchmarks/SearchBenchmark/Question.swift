import Engine
import Foundation
import SocialModel

/// One question, as each engine wants it put.
struct Question {
    static let rounds = 201

    let name: String
    let words: [String]
    let kind: Kind

    enum Kind: String { case newest, best, phrase, prefix }

    /// Common words and rare ones.
    static func all(_ texts: Texts) -> [Question] {
        let common = texts.vocabulary.prefix(40).filter { $0.count > 4 }
        let rare = texts.vocabulary.dropFirst(texts.vocabulary.count / 2)
        guard common.count > 2, let one = common.first, let two = common.last, let some = rare.first else { return [] }
        return [
            Question(name: "newest 20 of a common word", words: [one], kind: .newest),
            Question(name: "newest 20 of a rare word", words: [some], kind: .newest),
            Question(name: "newest 20 of two common words", words: [one, two], kind: .newest),
            Question(name: "newest 20 of a phrase", words: ["full", "of"], kind: .phrase),
            Question(name: "newest 20 of a beginning", words: [String(one.prefix(3))], kind: .prefix),
            Question(name: "best 20 of a common word", words: [one], kind: .best),
            Question(name: "best 20 of two common words", words: [one, two], kind: .best),
        ]
    }

    /// In Millrace's language, which these have in common with FTS5's.
    var query: String {
        switch kind {
        case .newest, .best: words.joined(separator: " ")
        case .phrase: "\"" + words.joined(separator: " ") + "\""
        case .prefix: words[0] + "*"
        }
    }

    /// Asks all in turn, and prints the medians.
    func ask(_ engine: Engine, _ viewer: DiasporaID?, _ bare: BareFTS5, _ others: [Others]) async throws {
        let clock = ContinuousClock()
        let request = SearchRequest(viewer: viewer, query: query, limit: 20)
        var times: [[Double]] = [[], [], []]
        for _ in 0..<Self.rounds {
            let ours = try await clock.measure {
                if kind == .best {
                    _ = try await engine.searchBest(request, rest: nil, now: .now)
                } else {
                    _ = try await engine.search(request)
                }
            }
            times[0].append(ours.milliseconds)
            times[1].append(try clock.measure { _ = try bare.ask(query, best: kind == .best) }.milliseconds)
            if kind != .best {
                times[2].append(try await clock.measure { _ = try await engine.hits(request) }.milliseconds)
            }
        }
        let medians = times.map { $0.isEmpty ? .nan : $0.sorted()[$0.count / 2] }
        let theirs = try others.map { String(format: "%8.2f", try $0.ask(self)) }
        print(
            name.padding(toLength: 38, withPad: " ", startingAt: 0)
                + String(
                    format: "%10.3f %8.3f %8.3f %7.2f %7.2f   ",
                    medians[0],
                    medians[2],
                    medians[1],
                    medians[0] / medians[1],
                    medians[2] / medians[1]
                )
                + theirs.joined(separator: "   ")
        )
    }
}
