import ArgumentParser
import JSON
import RPC
import Wire

/// `millrace photo`: makes the versions of photos.
struct PhotoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "photo",
        abstract: "Make the versions of photos that pages show.",
        discussion: """
            The engine reads the files itself, as its own user. Photos that it refuses are told, and the others are \
            still done.

            Examples:
              millrace photo holiday.jpg
              millrace photo *.png --json
            """
    )

    @Argument(help: "JPEG, PNG, GIF or WebP files.", completion: .file())
    var files: [String]

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let client = try await connection.connect()
        let bar = ProgressBar("processing photos")
        var refused = 0
        for (index, file) in files.enumerated() {
            bar.show(index, of: files.count)
            do throws(RPCClientError) {
                let photo = try await client.call(
                    "photo.process",
                    ["path": .string(Environment.absolute(file)), "deadline_ms": 600_000]
                )
                bar.clear()
                show(photo, file)
            } catch {
                guard case .fault(let fault) = error else { throw error }
                refused += 1
                bar.clear()
                Output.complain("\(file): \(fault.detail) (\(fault.reason))\n")
            }
        }
        await client.close()
        if refused > 0 { throw CommandError.someRefused }
    }

    private func show(_ photo: JSONValue, _ file: String) {
        if connection.json { return Output.write(JSONWriter.pretty(photo) + "\n") }
        let size = "\(photo["width"]?.integer ?? 0) × \(photo["height"]?.integer ?? 0)"
        Output.write("\(Style.name.apply(file, colours: Terminal.hasColours))  \(size)\n")
        for version in photo["versions"]?.object?.members ?? [] {
            let value = version.value
            let size = "\(value["width"]?.integer ?? 0) × \(value["height"]?.integer ?? 0)"
            let path = (value["path"]?.string ?? "").printable
            Output.write("  \(version.name.padded(14))\(size.padded(14))\(path)\n")
        }
    }
}

extension String {
    /// With spaces after it, up to a number of characters.
    fileprivate func padded(_ length: Int) -> String { self + String(repeating: " ", count: max(1, length - count)) }
}
