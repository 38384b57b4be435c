import Foundation
import TestSupport

/// Runs the program to its end.
func millrace(_ arguments: String..., input: String = "") throws -> (status: Int32, output: String, complaints: String)
{
    try millrace(arguments, input: input)
}

/// The same, with arguments from elsewhere.
func millrace(_ arguments: [String], input: String = "") throws -> (status: Int32, output: String, complaints: String) {
    let process = Process()
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.executableURL = productsDirectory.appendingPathComponent("millrace")
    process.arguments = arguments
    (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    let complaints = stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
        process.terminationStatus, String(decoding: output, as: UTF8.self), String(decoding: complaints, as: UTF8.self)
    )
}
