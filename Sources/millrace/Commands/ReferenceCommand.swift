import ArgumentParser
import RPC

/// `millrace reference`: the contract, for people.
struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Print the reference of all methods of the socket, in Markdown."
    )

    func run() { Output.write(Reference.markdown) }
}
