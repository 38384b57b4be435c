import GRDB
import SocialModel

extension Applier {
    /// Lets the preview of a new post's address be fetched, unless it is here and still good.
    func queuePreview(of post: PostNumber, _ text: String) throws {
        // What a sync tells of was posted long ago, and has its preview from the pod.
        guard limits.previewsLinks, !isBackfill, let url = WebLinks.previewed(in: text) else { return }
        let known = try row("SELECT number, state, fetched_at, due_at FROM links WHERE url = ?", [url])
        let number: Int64
        if let known {
            number = known["number"]
            let state = LinkState(rawValue: known["state"])
            let time = known["fetched_at"] as Timestamp? ?? known["due_at"]
            let age = receivedAt.seconds - time.seconds
            if state != .waiting, age > (state == .failed ? limits.failedLinkSeconds : limits.linkSeconds) {
                try run(
                    "UPDATE links SET state = 0, due_at = ?, attempts = 0, reason = NULL WHERE number = ?",
                    [receivedAt, number]
                )
                touchesLinks = true
            }
        } else {
            let waiting = try self.number(
                "SELECT count(*) FROM (SELECT 1 FROM links WHERE state = 0 LIMIT ?)",
                [limits.waitingLinks]
            )
            guard waiting ?? 0 < limits.waitingLinks else { return }
            try run("INSERT INTO links (url, state, due_at) VALUES (?, 0, ?)", [url, receivedAt])
            number = db.lastInsertedRowID
            touchesLinks = true
        }
        try run("INSERT OR REPLACE INTO post_links (post, link) VALUES (?, ?)", [post.value, number])
    }

    /// A post is gone, and with the last one that has it an address.
    func erasePreview(of post: PostNumber) throws {
        guard let link = try row("SELECT link FROM post_links WHERE post = ?", [post.value])?["link"] as Int64? else {
            return
        }
        try run("DELETE FROM post_links WHERE post = ?", [post.value])
        try run(
            "DELETE FROM links WHERE number = ? AND NOT EXISTS (SELECT 1 FROM post_links WHERE link = number)",
            [link]
        )
    }

    func perform(_ write: LinkWrite) throws {
        switch write {
        case .found(let url, let oEmbed, let openGraph):
            guard let old = try row("SELECT number, o_embed, open_graph FROM links WHERE url = ?", [url]) else {
                return
            }
            try run(
                """
                UPDATE links SET state = ?, o_embed = ?, open_graph = ?, fetched_at = ?, attempts = 0, reason = NULL
                  WHERE url = ?
                """,
                [LinkState.fetched.rawValue, oEmbed, openGraph, receivedAt, url]
            )
            if old["o_embed"] == oEmbed, old["open_graph"] == openGraph { return }
            let posts = try rows(
                "SELECT post FROM post_links WHERE link = ? ORDER BY post DESC LIMIT ?",
                [old["number"] as Int64, Self.mostTold]
            )
            for post in posts { deltas.append(.contents(PostNumber(post[0]))) }
        case .postpone(let url, let until, let reason, let counts):
            try run(
                "UPDATE links SET due_at = ?, reason = ?, attempts = attempts + ? WHERE url = ? AND state = 0",
                [until, reason, counts, url]
            )
        case .failed(let url, let reason):
            try run(
                "UPDATE links SET state = ?, reason = ?, due_at = ? WHERE url = ? AND state = 0",
                [LinkState.failed.rawValue, reason, receivedAt, url]
            )
        }
    }

    /// Of an address in more posts than that, the older ones show a new preview when their cards are made next.
    private static let mostTold = 10_000
}
