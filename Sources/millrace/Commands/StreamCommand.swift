import ArgumentParser
import JSON
import Wire

/// `millrace stream`: shows a stream.
struct StreamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream",
        abstract: "Show a stream, newest first.",
        discussion: """
            Examples:
              millrace stream public
              millrace stream home --viewer alice@pod.example
              millrace stream aspects --viewer alice@pod.example --aspect family --aspect work
              millrace stream tag --tag cats --limit 50
              millrace stream person --person bob@pod.example --all --json
              millrace stream home --viewer alice@pod.example --follow
            """
    )

    enum Name: String, CaseIterable, ExpressibleByArgument {
        case home, aspects, tag, person, mentions, liked, commented, activity
        case everyone = "public"
        case followedTags = "followed_tags"
        case localPublic = "local_public"
    }

    enum Order: String, CaseIterable, ExpressibleByArgument {
        case created, interacted, ranked
    }

    @Argument(help: "Which stream.")
    var stream: Name

    @Option(help: "aspects: only this one; may be repeated.")
    var aspect: [String] = []

    @Option(help: "tag: its name, with or without #.")
    var tag: String?

    @Option(help: "person: whose, by diaspora* ID.")
    var person: String?

    @Option(help: "By which time: created, or interacted (which activity is by itself); or ranked.")
    var order: Order?

    @Flag(help: "Leave out reshares.")
    var hideReshares = false

    @Flag(help: "Show a post once, however often it was reshared.")
    var groupReshares = false

    @Option(name: .customLong("from"), help: "Begin in the past, at this day or time (2026-05-01, or with a time).")
    var fromDate: String?

    @Flag(help: "Instead of a page, show what happens in the stream from now on; with --json an event a line.")
    var follow = false

    @OptionGroup var page: PageOptions
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        var parameters: JSONObject = ["stream": .string(stream.rawValue)]
        if !aspect.isEmpty { parameters["aspects"] = .array(aspect.map { .string($0) }) }
        parameters["tag"] = tag.map { .string($0) }
        parameters["order"] = order.map { .string($0.rawValue) }
        if hideReshares { parameters["hide_reshares"] = true }
        if groupReshares { parameters["group_reshares"] = true }
        parameters["from_date"] = fromDate.map { .string($0) }
        parameters["person"] = person.map { .string($0) }
        if follow {
            parameters["viewer"] = page.viewer.map { .string($0) }
            return try await StreamFollowing(connection: connection).run(parameters)
        }
        try await page.show("stream.read", parameters, connection, nothing: "There is nothing in this stream.")
    }
}
