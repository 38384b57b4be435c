import Foundation
import JSON
import TestSupport
import Testing

/// `millrace doctor` tells what is fine, what is doubtful and what is wrong, and what to do.
@Suite struct DoctorTests {
    private func states(_ arguments: String...) throws -> (status: Int32, states: [String: String], JSONValue) {
        let ran = try millrace(["doctor", "--json"] + arguments)
        let result = try JSONParser.parse(ran.output)
        let states = (result["findings"]?.array ?? []).map { ($0["name"]?.string ?? "", $0["state"]?.string ?? "") }
        #expect(states.count == Set(states.map(\.0)).count)
        for finding in result["findings"]?.array ?? [] where finding["state"] != "fine" {
            #expect(finding["remedy"]?.string?.isEmpty == false, "\(finding)")
        }
        return (ran.status, Dictionary(uniqueKeysWithValues: states), result)
    }

    @Test func anEngineThatServesIsWell() async throws {
        let engine = try await ServedEngine()
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: engine.folder.path)
        let found = try states("--data", engine.folder.path, "--socket", engine.socket)
        #expect(found.status == 0)
        for name in ["settings", "data directory", "ledger", "search", "fetching", "socket", "version", "clock"] {
            #expect(found.states[name] == "fine", "\(name): \(found.2)")
        }
        let text = try millrace(["doctor", "--data", engine.folder.path, "--socket", engine.socket])
        #expect(text.status == 0 && text.output.contains("ok     version: "))
    }

    @Test func whatEverybodyCanReadIsWrong() throws {
        let folder = try ScratchFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        let found = try states("--data", folder.path, "--socket", folder.path + "/none.sock")
        #expect(found.status == 1)
        #expect(found.states["permissions"] == "wrong")
        #expect(found.states["socket"] == "doubtful" && found.states["ledger"] == "doubtful")
        let text = try millrace(["doctor", "--data", folder.path, "--socket", folder.path + "/none.sock"])
        #expect(text.output.contains("→ chmod 750 "))
    }

    @Test func wrongSettingsAndLongSocketsAreWrong() throws {
        let folder = try ScratchFolder()
        try Data(#"{"log": {"level": "loud"}}"#.utf8).write(to: URL(fileURLWithPath: folder.path + "/settings.json"))
        let long = "/" + String(repeating: "x", count: 107)
        let found = try states("--config", folder.path + "/settings.json", "--data", folder.path, "--socket", long)
        #expect(found.status == 1)
        #expect(found.states["settings"] == "wrong" && found.states["socket"] == "wrong")
    }

    @Test func aFolderThatIsNotThereYetIsMade() throws {
        let folder = try ScratchFolder()
        let found = try states("--data", folder.path + "/new", "--socket", folder.path + "/none.sock")
        #expect(found.states["data directory"] == "doubtful")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/new"))
    }

    /// Whoever has installed it need not say where its data are; a directory that is here comes before.
    @Test func anInstalledOneFindsItsDataAndSettings() throws {
        let root = try ScratchFolder()
        let files = FileManager.default
        for folder in ["usr/bin", "var/lib/millrace", "etc/millrace", "elsewhere"] {
            try files.createDirectory(atPath: root.path + "/" + folder, withIntermediateDirectories: true)
        }
        try files.setAttributes([.posixPermissions: 0o750], ofItemAtPath: root.path + "/var/lib/millrace")
        try files.copyItem(atPath: millraceProgram, toPath: root.path + "/usr/bin/millrace")
        let settings = root.path + "/etc/millrace/millrace.json"
        try Data(#"{"log": {"level": "loud"}}"#.utf8).write(to: URL(fileURLWithPath: settings))
        func findings(_ arguments: String) throws -> [String: String] {
            let ran = try Program.run(
                "/bin/sh",
                [
                    "-c",
                    "cd '\(root.path)/elsewhere' && exec env -u MILLRACE_DATA -u MILLRACE_CONFIG -u MILLRACE_SOCKET "
                        + "'\(root.path)/usr/bin/millrace' doctor --json --socket /nonexistent/socket \(arguments)",
                ]
            )
            let result = try JSONParser.parse(ran.text)
            let texts = (result["findings"]?.array ?? []).map { ($0["name"]?.string ?? "", $0["detail"]?.string ?? "") }
            return Dictionary(uniqueKeysWithValues: texts)
        }
        // Wrong settings do not hide which directory is meant.
        var found = try findings("")
        #expect(found["settings"]?.contains("loud") == true, "\(found)")
        #expect(found["data directory"]?.hasSuffix(root.path + "/var/lib/millrace") == true, "\(found)")
        try Data("{}".utf8).write(to: URL(fileURLWithPath: settings))
        found = try findings("")
        #expect(found["data directory"]?.hasSuffix(root.path + "/var/lib/millrace") == true, "\(found)")
        #expect(try findings("--data /nonexistent/data")["data directory"]?.hasPrefix("/nonexistent/data ") == true)
        try files.createDirectory(atPath: root.path + "/elsewhere/millrace-data", withIntermediateDirectories: true)
        found = try findings("")
        #expect(found["data directory"]?.hasSuffix("/elsewhere/millrace-data") == true, "\(found)")
    }
}
