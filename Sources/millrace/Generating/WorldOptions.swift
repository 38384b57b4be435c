import ArgumentParser
import Corpus

/// Which world is generated.
struct WorldOptions: ParsableArguments {
    @Option(help: "What everything follows from: the same number gives the same world.")
    var seed: UInt64 = 1

    @Option(help: "How large it is: \(WorldShape.presets.map(\.name).joined(separator: ", ")).")
    var size = "demo"

    @Option(help: "Posts, instead of the size's own number.")
    var posts: Int?

    @Option(help: "Comments to be expected.")
    var comments: Int?

    @Option(help: "Likes to be expected.")
    var likes: Int?

    @Option(help: "People with an account here.")
    var users: Int?

    @Option(help: "People of other pods.")
    var people: Int?

    @Option(help: "Days from the first to the last post.")
    var days: Int?

    var shape: WorldShape {
        get throws(CommandError) {
            guard var shape = WorldShape.presets.first(where: { $0.name == size }) else {
                let known = WorldShape.presets.map(\.name).joined(separator: ", ")
                throw .setting("There is no size “\(size)”; there are \(known).")
            }
            shape.posts = posts ?? shape.posts
            shape.comments = comments ?? shape.comments
            shape.likes = likes ?? shape.likes
            shape.localUsers = users ?? shape.localUsers
            shape.remotePeople = people ?? shape.remotePeople
            shape.days = days ?? shape.days
            return shape
        }
    }
}
