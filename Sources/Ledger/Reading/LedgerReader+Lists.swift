import Foundation
import GRDB
public import SocialModel

/// Something in a list, with its place.
public struct Listed<Element: Sendable>: Sendable {
    /// Where it stands: the second, and a number that tells those of a second apart.
    public var key: OrderKey
    /// The thing itself.
    public var element: Element

    /// Joins both.
    public init(key: OrderKey, element: Element) {
        self.key = key
        self.element = element
    }
}

/// A like or a reshare as lists show it.
public struct ActContents: Sendable {
    /// Its identifier.
    public var guid: GUID
    /// The pod's own row.
    public var rowID: Int64?
    /// Who did it.
    public var author: PersonCard
    /// When.
    public var createdAt: Timestamp
}

/// A photo in its author's gallery.
public struct GalleryPhoto: Sendable {
    /// The photo.
    public var photo: Photo
    /// How far its files are; nil if none are made of it.
    public var progress: PhotoProgress?
    /// The post of the same author that it belongs to, if that is there.
    public var post: PostNumber?
}

extension LedgerReader {
    /// A post's comments after a place, oldest first.
    public func comments(
        of post: PostNumber,
        after key: OrderKey?,
        limit: Int,
        pod: PodPut
    ) throws(LedgerError) -> [Listed<CommentContents>] {
        try read { db in
            let query = ContentsQuery(db: db, pod: pod)
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT *, created_at / 1000000 AS second FROM comments WHERE post = ?1
                          AND (created_at / 1000000, number) > (?2, ?3) ORDER BY second, number LIMIT ?4
                        """
                ),
                arguments: [post.value, key.map { Int64($0.second) } ?? -1, key?.post.value ?? 0, limit]
            )
            return try rows.compactMap { row in
                try query.comment(row).map { Listed(key: Self.key(row["second"], row["number"]), element: $0) }
            }
        }
    }

    /// The positive likes of a post below a place, newest first; one person's are left out or shown alone.
    public func likes(
        of post: PostNumber,
        before key: OrderKey,
        of person: PersonNumber?,
        alone: Bool,
        limit: Int,
        pod: PodPut
    ) throws(LedgerError) -> [Listed<ActContents>] {
        try acts(
            """
            SELECT guid, row_id, author, created_at, created_at / 1000000 AS second, author AS number FROM likes
              WHERE target_kind = 0 AND target = ?1 AND positive AND (author = ?2) = ?3
              AND (created_at / 1000000, author) < (?4, ?5) ORDER BY second DESC, author DESC LIMIT ?6
            """,
            [post.value, person?.value ?? 0, alone, Int64(key.second), Int64(key.post.value), limit],
            pod
        )
    }

    /// The reshares of a post below a place, newest first; one person's are left out or shown alone.
    public func reshares(
        of post: PostNumber,
        before key: OrderKey,
        of person: PersonNumber?,
        alone: Bool,
        limit: Int,
        pod: PodPut
    ) throws(LedgerError) -> [Listed<ActContents>] {
        try acts(
            """
            SELECT guid, row_id, author, min(created_at, received_at) AS created_at, second, number
              FROM posts JOIN post_bodies USING (number) WHERE root = ?1 AND (author = ?2) = ?3
              AND (second, number) < (?4, ?5) ORDER BY second DESC, number DESC LIMIT ?6
            """,
            [post.value, person?.value ?? 0, alone, Int64(key.second), Int64(key.post.value), limit],
            pod
        )
    }

    private func acts(
        _ sql: String,
        _ arguments: StatementArguments,
        _ pod: PodPut
    ) throws(LedgerError) -> [Listed<ActContents>] {
        try read { db in
            let query = ContentsQuery(db: db, pod: pod)
            return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).compactMap { row in
                guard let guid = row["guid"] as GUID?, let author = try query.person(row["author"]) else { return nil }
                let act = ActContents(
                    guid: guid,
                    rowID: row["row_id"],
                    author: author.card,
                    createdAt: row["created_at"]
                )
                return Listed(key: Self.key(row["second"], row["number"]), element: act)
            }
        }
    }

    /// A person's photos below a place, newest first, that are public, the viewer's own, or received.
    ///
    /// Whether the post of each may be seen is for the caller to ask.
    public func photos(
        of person: PersonNumber,
        for viewer: (user: UserNumber, person: PersonNumber)?,
        before key: OrderKey,
        limit: Int
    ) throws(LedgerError) -> [Listed<GalleryPhoto>] {
        try read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT photos.*, photos.created_at / 1000000 AS second, people.id AS author_id,
                          \(PhotoProgress.columns),
                          (SELECT number FROM post_bodies JOIN posts USING (number)
                            WHERE guid = photos.post_guid AND posts.author = photos.author) AS post
                          FROM photos JOIN people ON people.number = photos.author
                          LEFT JOIN photo_files ON photo_files.guid = photos.guid WHERE photos.author = ?1
                          AND (photos.created_at / 1000000, photos.number) < (?2, ?3)
                          ORDER BY photos.created_at / 1000000 DESC, photos.number DESC
                        """
                ),
                arguments: [person.value, Int64(key.second), Int64(key.post.value)]
            )
            var photos: [Listed<GalleryPhoto>] = []
            while photos.count < limit, let row = try rows.next() {
                let isReceived = viewer.map { row.numbers("recipients").contains($0.user.value) } ?? false
                guard row["public"] as Bool || viewer?.person == person || isReceived else { continue }
                guard let photo = ContentsQuery.photo(row) else { continue }
                let post = (row["post"] as UInt32?).map { PostNumber($0) }
                photos.append(
                    Listed(
                        key: Self.key(row["second"], row["number"]),
                        element: GalleryPhoto(photo: photo, progress: PhotoProgress(row), post: post)
                    )
                )
            }
            return photos
        }
    }

    /// People with a tag in their profile whom strangers may find, after a number, by number.
    public func people(
        tagged tag: String,
        after number: UInt32,
        limit: Int,
        pod: PodPut
    ) throws(LedgerError) -> [Listed<PersonCard>] {
        try read { db in
            let query = ContentsQuery(db: db, pod: pod)
            // Tags stand apart by spaces, which no tag has.
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT number, tags, flags FROM people WHERE number > ?1 AND instr(' ' || tags || ' ', ?2) > 0
                          ORDER BY number
                        """
                ),
                arguments: [number, " \(tag) "]
            )
            var people: [Listed<PersonCard>] = []
            while people.count < limit, let row = try rows.next() {
                let flags = StoredPersonFlags(rawValue: row["flags"])
                guard flags.contains(.known), flags.isDisjoint(with: [.closed, .unsearchable]),
                    let card = try query.person(row["number"])?.card
                else { continue }
                people.append(Listed(key: OrderKey(second: 0, post: PostNumber(row["number"])), element: card))
            }
            return people
        }
    }

    private static func key(_ second: Int64, _ number: Int64) -> OrderKey {
        OrderKey(second: UInt32(clamping: second), post: PostNumber(UInt32(clamping: number)))
    }
}
