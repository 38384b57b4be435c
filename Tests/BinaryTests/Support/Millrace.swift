import Foundation
import TestSupport

/// Runs the program to its end.
func millrace(_ arguments: String..., input: String = "") throws -> (status: Int32, output: String, complaints: String)
{
    try millrace(arguments, input: input)
}

/// The same, with arguments from elsewhere.
func millrace(_ arguments: [String], input: String = "") throws -> (status: Int32, output: String, complaints: String) {
    let outcome = try Program.run(millraceProgram, arguments, input: Array(input.utf8))
    return (outcome.status, outcome.text, String(decoding: outcome.complaints, as: UTF8.self))
}

/// The program of this build.
let millraceProgram = productsDirectory.appendingPathComponent("millrace").path
