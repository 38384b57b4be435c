import Foundation
import Query
import Search
import SocialModel
import Testing

/// Corpora/search/languages.txt: texts in twenty languages, and what queries find of them.
@Suite struct LanguageTests {
    struct Section: CustomTestStringConvertible, Sendable {
        var name: String
        var texts: [(number: UInt32, text: String)] = []
        var queries: [(query: String, expected: [UInt32])] = []
        var testDescription: String { name }
    }

    static let sections: [Section] = {
        let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Corpora/search/languages.txt"
        let file = (try? String(contentsOfFile: "/" + path, encoding: .utf8)) ?? ""
        return file.split(separator: "\n").reduce(into: []) { sections, line in
            let rest = String(line.dropFirst(2)).replacing(/\\u\{([0-9A-Fa-f]+)\}/) { match in
                UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
            }
            switch line.first {
            case "=": sections.append(Section(name: rest))
            case "?":
                let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let query = parts[0].trimmingCharacters(in: .whitespaces)
                let numbers = (parts.last ?? "").split(separator: " ").compactMap { UInt32($0) }
                sections[sections.count - 1].queries.append((query, numbers))
            case "#", nil: break
            default:
                guard let number = line.first?.wholeNumberValue else { return }
                sections[sections.count - 1].texts.append((UInt32(number), rest))
            }
        }
    }()

    @Test func thereAreEnough() {
        #expect(Self.sections.count >= 20)
        for section in Self.sections {
            #expect(section.texts.count == 5 && section.queries.count >= 10, "\(section.name)")
        }
    }

    @Test(arguments: sections)
    func queriesFindWhatIsMeant(section: Section) throws {
        let folder = try ScratchFolder()
        let index = try SearchIndex(path: folder.path("search.sqlite"))
        try index.apply(
            section.texts.map { number, text in
                .put(
                    SearchDocument(
                        key: OrderKey(second: number, post: PostNumber(number)),
                        text: text,
                        tags: TagGrammar.tags(in: text),
                        author: PersonNumber(1)
                    )
                )
            },
            seq: 1
        )
        for (text, expected) in section.queries {
            let query = try TypedQuery.parse(text, cuttingWordsWith: index.tokenizer)
            let found = try index.candidates(query.bind(now: Timestamp(seconds: 0)) { _ in [] }, limit: 9)
            #expect(found.map(\.post.value) == expected, "\(section.name): \(text)")
            // What is found shows where, unless it is by what is not there.
            let highlighter = Highlighter(query, with: index.tokenizer)
            for hit in found {
                let shown = section.texts.first { $0.number == hit.post.value }?.text ?? ""
                #expect(!highlighter.highlights(in: shown).isEmpty, "\(section.name): \(text)")
            }
        }
    }
}
