import Query
import SocialModel
import TestSupport
import Testing

/// A bound query says the same as what was typed, with NOT before leaves only.
@Suite struct NormalFormTests {
    private typealias Node = QueryNode<BoundNames>

    private static let leaves: [Node] = [
        .phrase(["cat"], prefix: false), .tag("dog"), .flag(.isPublic), .flag(.isLimited), .count(.likes, 1...5),
    ]

    private static func tree(_ random: inout SeededGenerator, depth: Int) -> Node {
        switch depth > 0 ? Int.random(in: 0..<6, using: &random) : 5 {
        case 0, 1: .and((0..<Int.random(in: 0..<4, using: &random)).map { _ in tree(&random, depth: depth - 1) })
        case 2, 3: .or((0..<Int.random(in: 0..<4, using: &random)).map { _ in tree(&random, depth: depth - 1) })
        case 4: .not(tree(&random, depth: depth - 1))
        default: leaves.randomElement(using: &random) ?? .and([])
        }
    }

    /// Of a post that is public or limited, as each is.
    private static func truth(_ node: Node, _ holding: Int) -> Bool {
        let answer = node.reduced { leaf in
            switch leaf {
            case .flag(.isPublic): holding & 4 != 0
            case .flag(.isLimited): holding & 4 == 0
            default: leaves.firstIndex(of: leaf).map { holding & (1 << $0) != 0 }
            }
        }
        return answer == .decided(true)
    }

    private static func isNormal(_ node: Node) -> Bool {
        switch node {
        case .and(let nodes):
            nodes.count != 1 && areDistinct(nodes)
                && nodes.allSatisfy { if case .and = $0 { false } else { isNormal($0) } }
        case .or(let nodes):
            nodes.count != 1 && areDistinct(nodes)
                && nodes.allSatisfy { if case .or = $0 { false } else { isNormal($0) } }
        case .not(.and), .not(.or), .not(.not), .not(.flag(.isPublic)), .not(.flag(.isLimited)): false
        default: true
        }
    }

    private static func areDistinct(_ nodes: [Node]) -> Bool {
        let all = Set(nodes)
        return all.count == nodes.count && !all.contains(.and([])) && !all.contains(.or([]))
            && !nodes.contains { all.contains(.not($0)) } && !all.isSuperset(of: [.flag(.isPublic), .flag(.isLimited)])
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>) func theNormalFormMeansTheSame(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let tree = Self.tree(&random, depth: 5)
            let normal = BoundQuery(root: tree).root
            #expect(Self.isNormal(normal), "\(tree)")
            for holding in 0..<32 {
                #expect(Self.truth(normal, holding) == Self.truth(tree, holding), "\(tree), \(holding)")
            }
        }
    }

    /// Two queries find what one does, one of them without words; and whatever matches meets what stands beside the words.
    @Test(arguments: 1...8 as ClosedRange<UInt64>) func wordsAreToldApartFromAllElse(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (split, beside) = (0, 0)
        for _ in 0..<400 {
            let query = BoundQuery(root: Self.tree(&random, depth: 4))
            if let (words, others) = query.alternatives {
                split += 1
                for holding in 0..<32 {
                    let either = Self.truth(words.root, holding) || Self.truth(others.root, holding)
                    #expect(either == Self.truth(query.root, holding), "\(query), \(holding)")
                }
            }
            guard let others = query.besideWords else { continue }
            beside += 1
            #expect(!others.hasWords)
            for holding in 0..<32 where Self.truth(query.root, holding) {
                #expect(Self.truth(others.root, holding), "\(query), \(holding)")
            }
        }
        #expect(split > 5 && beside > 50)
    }
}
