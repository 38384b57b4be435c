import Foundation
import TestSupport
import Testing

/// The Debian package of this build, as `make deb` makes it, save that the binary needs Swift's libraries.
@Suite struct PackageTests {
    private let packaging = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Packaging").path

    @Test func itHasAllThatItNeedsServesAndKeepsItsDataOverAnUpgrade() throws {
        let folder = try ScratchFolder()
        let variables = "env MILLRACE_PACKAGE_COMPRESSION=none MILLRACE_PACKAGE_IS_DYNAMIC=1"
        let built = try Program.run(
            "/bin/sh",
            ["-c", "exec \(variables) '\(packaging)/build-deb' '\(millraceProgram)' '\(folder.path)'"]
        )
        #expect(built.status == 0, "\(String(decoding: built.complaints, as: UTF8.self))")
        let package = built.text.trimmingCharacters(in: .whitespacesAndNewlines)
        let tried = try Program.run("/bin/sh", ["-c", "exec \(variables) '\(packaging)/test-deb' '\(package)'"])
        #expect(tried.status == 0, "\(tried.text) \(String(decoding: tried.complaints, as: UTF8.self))")
        #expect(tried.text.hasSuffix("is well\n"))
    }
}
