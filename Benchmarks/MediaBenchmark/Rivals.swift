import Foundation

/// Other programs that make versions of photos.
struct Rivals {
    /// One that is installed here.
    struct Rival {
        let name: String
        let isSlow: Bool
        /// What is run; a photo and a folder are added, and `count` behind them where it measures itself.
        let command: [String]
        let measuresItself: Bool

        /// How long a photo takes it; of one that runs several programs, their starts included.
        func seconds(_ photo: String, _ folder: String) throws -> Double {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let begin = ContinuousClock.now
            let words = try run(command + [photo, folder] + (measuresItself ? ["1"] : []))
            if !measuresItself { return begin.duration(to: .now) / .seconds(1) }
            guard let seconds = Double(words.trimmingCharacters(in: .whitespacesAndNewlines)) else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return seconds
        }
    }

    private(set) var all: [Rival] = []
    private(set) var missing: [String] = []

    init(in folder: String) throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Rivals").path
        let cascade = folder + "/cascade"
        let build = "cc -O2 -o \(cascade) \(sources)/cascade.c $(pkg-config --cflags --libs vips) 2>&1"
        if (try? run(["/bin/sh", "-c", build])) != nil {
            all.append(Rival(name: "cascade", isSlow: false, command: [cascade, "four"], measuresItself: true))
            all.append(Rival(name: "cascade, all", isSlow: false, command: [cascade, "all"], measuresItself: true))
        } else {
            missing.append("a C compiler with libvips' headers")
        }
        let others = [
            ("vipsthumbnail", "vipsthumbnail --version", ["/bin/sh", sources + "/vipsthumbnail.sh"], false),
            ("Pillow", "/usr/bin/python3 -c 'import PIL'", ["/usr/bin/python3", sources + "/versions.py"], true),
            ("ImageMagick", "/usr/bin/convert --version", ["/bin/sh", sources + "/diaspora.sh"], false),
        ]
        for (name, check, command, measuresItself) in others {
            guard (try? run(["/bin/sh", "-c", check])) != nil else {
                missing.append(name)
                continue
            }
            let isSlow = name == "ImageMagick"
            all.append(Rival(name: name, isSlow: isSlow, command: command, measuresItself: measuresItself))
        }
    }
}

/// A program that did not end well.
struct RivalFailure: Error {
    let command: [String]
    let status: Int32
}

/// Runs a program to its end, and gives what it printed; throws unless it ends well.
private func run(_ command: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardOutput = output
    try process.run()
    let words = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw RivalFailure(command: command, status: process.terminationStatus)
    }
    return String(decoding: words, as: UTF8.self)
}
