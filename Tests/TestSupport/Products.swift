public import Foundation

/// The folder that holds this build's products.
public let productsDirectory: URL = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent()
}()

/// The repository's own folder.
public let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The folder of files that tests read.
public let corpora = repository.appendingPathComponent("Corpora")

/// What stands beside the repository for all who work on it: the federation vectors, the reference texts.
public let shared = repository.deletingLastPathComponent().appendingPathComponent("shared")
