import Foundation
import Testing

@testable import Media

@Suite struct PhotoFolderTests {
    private func withPhoto(_ body: (_ folder: String, _ bytes: [UInt8], _ photo: ProcessedPhoto) throws -> Void) throws
    {
        let bytes = try PictureMaker().picture(seed: 8, width: 160, height: 90, format: .jpeg)
        try withScratchFolder { folder in
            try body(folder, bytes, try PhotoProcessor().process(bytes, into: folder))
        }
    }

    private func inode(_ path: String) throws -> UInt64? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
    }

    @Test func answersAgainWithoutWritingAgain() throws {
        try withPhoto { folder, bytes, photo in
            let inodes = try photo.versions.mapValues { try inode($0.path) }
            #expect(try PhotoProcessor().process(bytes, into: folder) == photo)
            #expect(try photo.versions.mapValues { try inode($0.path) } == inodes)
        }
    }

    @Test func makesAgainWhatIsMissingOrCutShort() throws {
        try withPhoto { folder, bytes, photo in
            let large = try #require(photo.versions["thumb_large"]).path
            let small = try #require(photo.versions["thumb_small"]).path
            let whole = try contents(large)
            try Data(whole.prefix(10)).write(to: URL(fileURLWithPath: large))
            try FileManager.default.removeItem(atPath: small)
            #expect(try PhotoProcessor().process(bytes, into: folder) == photo)
            #expect(try contents(large) == whole)
            #expect(FileManager.default.fileExists(atPath: small))
        }
    }

    @Test func makesAgainWhatHasNoReadableRecord() throws {
        try withPhoto { folder, bytes, photo in
            let record = try #require(try filesBelow(folder).first { $0.hasSuffix(".json") })
            for text in ["", "{", "{\"recipe\":0}", "[]"] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(record)"))
                #expect(try PhotoProcessor().process(bytes, into: folder) == photo)
                #expect(try contents("\(folder)/\(record)").count > 100)
            }
        }
    }

    @Test func mayBeMoved() throws {
        try withPhoto { folder, bytes, photo in
            try withScratchFolder { other in
                try FileManager.default.moveItem(atPath: folder, toPath: "\(other)/moved")
                let again = try PhotoProcessor().process(bytes, into: "\(other)/moved")
                #expect(again.thumbhash == photo.thumbhash)
                #expect(again.versions.values.allSatisfy { $0.path.hasPrefix("\(other)/moved/") })
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
        }
    }

    @Test func leavesNoDraftsBehind() throws {
        try withPhoto { folder, _, photo in
            let files = try filesBelow(folder)
            #expect(files.count == photo.versions.count + 1)
            #expect(files.allSatisfy { !$0.hasSuffix(".tmp") })
        }
    }

    @Test func saysWhichFolderCannotBeMade() throws {
        try withScratchFolder { folder in
            let bytes = try PictureMaker().picture(seed: 8, width: 16, height: 9, format: .jpeg)
            #expect(throws: MediaError.io(path: "\(folder)/a/b", detail: "No such file or directory")) {
                try PhotoProcessor().process(bytes, into: "\(folder)/a/b")
            }
        }
    }

    @Test func servesManyThreadsAtOnce() async throws {
        let bytes = try PictureMaker().picture(seed: 8, width: 300, height: 200, format: .jpeg)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("media-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let processor = try PhotoProcessor()
        let photos = try await withThrowingTaskGroup(of: ProcessedPhoto.self) { group in
            for _ in 0..<8 { group.addTask { try processor.process(bytes, into: folder.path) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(photos.count == 8 && photos.allSatisfy { $0 == photos[0] })
    }
}
