import Foundation
import Glibc
import TestSupport
import Testing

/// How tests run programs: one that had a file of another's would let who waits for that one wait for it too.
@Suite struct ProgramTests {
    @Test func aProgramHasItsThreeFilesAndNoOther() throws {
        // Not closed by exec, as some libraries leave theirs.
        var ends: [CInt] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let listing = try Program.run("ls", ["/proc/self/fd"])
        // The fourth is the folder that is listed.
        #expect(listing.status == 0 && listing.text == "0\n1\n2\n3\n", "\(listing.text)")
    }

    @Test func whatIsSaidAtLengthHoldsUpNobody() throws {
        let script = "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero; cat; exit 3"
        let outcome = try Program.run("sh", ["-c", script], input: Array("end".utf8))
        #expect(outcome.status == 3)
        #expect(outcome.output.count == 300_003 && outcome.complaints.count == 300_000)
        #expect(outcome.output.suffix(3) == Array("end".utf8)[...])
    }

    @Test func anEndIsToldAsOftenAsItIsAskedFor() throws {
        let program = try Program("sleep", ["1000"])
        #expect(program.isRunning)
        program.signal(SIGKILL)
        #expect(program.wait() == -SIGKILL && program.wait() == -SIGKILL)
        #expect(!program.isRunning)
        #expect(throws: POSIXError.self) { try Program("/nowhere/program") }
    }
}
