// swift-tools-version: 6.2
//
// The targets stand in the order in which data flows. A target may import only
// what its own line names, and a line names only targets that stand above it;
// Tools/check-imports holds both, because SwiftPM does not.

import PackageDescription

/// The settings of every Swift target.
let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

/// Sources also mark each unsafe expression with `unsafe`.
let strict: [SwiftSetting] = common + [.strictMemorySafety()]

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let deque = product(name: "DequeModule", package: "swift-collections")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
}

let package = Package(
    name: "millrace",
    products: [
        .executable(name: "millrace", targets: ["millrace"])
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        // MARK: System libraries
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
        .systemLibrary(name: "CLibWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CLibICU", pkgConfig: "icu-uc", providers: [.apt(["libicu-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CMalloc"),
        .target(name: "CSandbox"),
        .target(name: "CVips", dependencies: ["CLibVips", "CLibWebP"]),
        .target(name: "CICU", dependencies: ["CLibICU"]),
        .target(name: "CCurl", dependencies: ["CLibCurl"]),

        // MARK: Ground
        .target(name: "SocialModel", swiftSettings: strict),
        .target(name: "JSON", dependencies: ["SocialModel"], swiftSettings: strict),
        .target(name: "Isolation", dependencies: [.nioCore], swiftSettings: strict),
        .target(name: "Journal", dependencies: [.logging], swiftSettings: strict),

        // MARK: Bytes to entities, entities to disk
        .target(
            name: "Federation",
            dependencies: ["CLibCrypto", "CLibXML2", "JSON", "SocialModel"],
            swiftSettings: strict
        ),
        .target(name: "Fetching", dependencies: ["CCurl", "Federation", "Isolation", .deque], swiftSettings: strict),
        .target(name: "Wire", dependencies: ["JSON", "SocialModel"], swiftSettings: strict),
        .target(
            name: "Ledger",
            dependencies: ["Federation", "JSON", "SocialModel", "Wire", .grdb, .sqlite],
            swiftSettings: strict
        ),

        // MARK: Views
        .target(name: "Query", dependencies: ["SocialModel"], swiftSettings: strict),
        .target(name: "Streams", dependencies: ["Ledger", "Query", "SocialModel"], swiftSettings: strict),
        .target(name: "Search", dependencies: ["CICU", "Query", "SocialModel", .grdb, .sqlite], swiftSettings: strict),
        .target(name: "Media", dependencies: ["CLibCrypto", "CSandbox", "CVips", "Federation"], swiftSettings: strict),
        .target(
            name: "Services",
            dependencies: ["CLibCrypto", "Federation", "Fetching", "JSON", "SocialModel", "Wire"],
            swiftSettings: strict
        ),

        // MARK: Bytes out
        .target(
            name: "Engine",
            dependencies: [
                "CMalloc", "CSandbox", "Federation", "Fetching", "Isolation", "JSON", "Ledger", "Media", "Query",
                "Search", "Services",
                "SocialModel", "Streams", "Wire",
                .deque, .logging, .nioCore,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "RPC",
            dependencies: [
                "Engine", "Federation", "Isolation", "JSON", "Ledger", "Media", "Query", "Search", "Services",
                "SocialModel",
                "Streams", "Wire",
                .logging, .nioCore, .nioHTTP1, .nioPosix,
            ],
            swiftSettings: strict
        ),

        // MARK: The whole
        .target(
            name: "Corpus",
            dependencies: ["Federation", "Ledger", "Media", "SocialModel"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "millrace",
            dependencies: [
                "Corpus", "Engine", "Federation", "Fetching", "Isolation", "Journal", "JSON", "Ledger", "Media",
                "Query", "RPC", "Search", "Services", "SocialModel", "Wire",
                .argumentParser, .configuration, .logging, .nioPosix,
            ],
            swiftSettings: strict
        ),

        // MARK: Tests
        .target(
            name: "TestSupport",
            dependencies: ["CSandbox", "Query", "SocialModel"],
            path: "Tests/TestSupport",
            swiftSettings: common
        ),
        .testTarget(name: "SocialModelTests", dependencies: ["SocialModel"], swiftSettings: common),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Isolation", "Journal", "TestSupport", .logging],
            swiftSettings: common
        ),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "SocialModel", "TestSupport"], swiftSettings: common),
        .testTarget(
            name: "FederationTests",
            dependencies: ["Federation", "JSON", "SocialModel"],
            exclude: ["README.md"],
            swiftSettings: common
        ),
        .testTarget(name: "FetchingTests", dependencies: ["Fetching", "TestSupport"], swiftSettings: common),
        .testTarget(
            name: "LedgerTests",
            dependencies: ["Federation", "Ledger", "SocialModel", "TestSupport", .grdb],
            swiftSettings: common
        ),
        .testTarget(
            name: "StreamsTests",
            dependencies: ["Ledger", "Query", "SocialModel", "Streams", "TestSupport"],
            swiftSettings: common
        ),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Engine", "Federation", "JSON", "Ledger", "Query", "Search", "SocialModel", "Streams", "TestSupport",
                .grdb, .logging, .nioCore, .nioPosix,
            ],
            swiftSettings: common
        ),
        .testTarget(
            name: "QueryTests",
            dependencies: ["Query", "Search", "SocialModel", "TestSupport"],
            swiftSettings: common
        ),
        .testTarget(
            name: "SearchTests",
            dependencies: ["Query", "Search", "SocialModel", .grdb],
            swiftSettings: common
        ),
        .testTarget(
            name: "MediaTests",
            dependencies: ["CVips", "Federation", "Media", "SocialModel", "TestSupport"],
            swiftSettings: common
        ),
        .testTarget(
            name: "ServicesTests",
            dependencies: ["Federation", "Fetching", "JSON", "Services", "SocialModel", "TestSupport"],
            swiftSettings: common
        ),
        .testTarget(name: "WireTests", dependencies: ["JSON", "Wire", "SocialModel"], swiftSettings: common),
        .testTarget(
            name: "CorpusTests",
            dependencies: ["Corpus", "Federation", "Ledger", "SocialModel", "Streams", "TestSupport", .grdb],
            swiftSettings: common
        ),
        .testTarget(
            name: "BinaryTests",
            dependencies: [
                "millrace", "Corpus", "Federation", "JSON", "Media", "RPC", "SocialModel", "TestSupport", "Wire",
            ],
            exclude: ["Scenarios/README.md"],
            swiftSettings: common
        ),

        // MARK: Benchmarks
        .executableTarget(
            name: "IndexBenchmark",
            dependencies: ["Ledger", "SocialModel", "Streams"],
            path: "Benchmarks/IndexBenchmark",
            swiftSettings: common
        ),
        .executableTarget(
            name: "IntakeBenchmark",
            dependencies: ["CLibXML2", "Federation", "Ledger", "SocialModel"],
            path: "Benchmarks/IntakeBenchmark",
            swiftSettings: common
        ),
        .executableTarget(
            name: "MediaBenchmark",
            dependencies: ["Isolation", "Media"],
            path: "Benchmarks/MediaBenchmark",
            exclude: ["Rivals", "pages.rb"],
            swiftSettings: common
        ),
        .executableTarget(
            name: "ServingBenchmark",
            dependencies: ["Engine", "RPC", "SocialModel", .grdb, .logging, .nioCore, .nioPosix],
            path: "Benchmarks/ServingBenchmark",
            swiftSettings: common
        ),
        .executableTarget(
            name: "SearchBenchmark",
            dependencies: ["Engine", "Ledger", "SocialModel", .grdb, .logging, .nioCore, .nioPosix, .sqlite],
            path: "Benchmarks/SearchBenchmark",
            exclude: ["postgresql_server.rb", "tantivy_server.py"],
            swiftSettings: common
        ),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzzers have no main of their own, so they are targets only while fuzzing (`make fuzz`).
if Context.environment["FUZZ"] != nil {
    let fuzzers = ["Base64", "Entity", "Envelope", "HCard", "JRD", "Links", "PrivatePayload"].map { "Fuzz" + $0 }
    package.targets += fuzzers.map { name in
        .executableTarget(
            name: name,
            dependencies: ["Federation", "SocialModel"],
            path: "Tests/Fuzzers/\(name)",
            swiftSettings: common + [.unsafeFlags(["-parse-as-library"])]
        )
    }
}
