import Foundation
import GRDB

/// The tables of the ledger, migration by migration; one that was released is never changed.
///
/// Laid out for the start-up scan: `posts` holds numbers and small packed blobs
/// only; texts and all that only cards show stand in `post_bodies`. Packed lists
/// are 32-bit little-endian numbers. Times are microseconds since 1970.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { try $0.execute(sql: first) }
        migrator.registerMigration("2") { try $0.execute(sql: everyEntity) }
        migrator.registerMigration("3") { try $0.execute(sql: relayedPayloads) }
        migrator.registerMigration("4") { try $0.execute(sql: postAtHorizon) }
        migrator.registerMigration("5") { try $0.execute(sql: commentedPosts) }
        migrator.registerMigration("6") { try $0.execute(sql: savedStreams) }
        migrator.registerMigration("10") { try $0.execute(sql: syncs) }
        migrator.registerMigration("11", migrate: addWhatTextsTell)
        migrator.registerMigration("8") { try $0.execute(sql: services) }
        migrator.registerMigration("12") { try $0.execute(sql: tombstonesOfEach + AttachedPhotos.sql) }
        migrator.registerMigration("7") { try $0.execute(sql: photoFiles) }
        migrator.registerMigration("links") { try $0.execute(sql: links) }
        return migrator
    }

    private static let first = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

        CREATE TABLE people (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, guid UNIQUE,
          flags INTEGER NOT NULL DEFAULT 0, key_state INTEGER NOT NULL DEFAULT 0, key TEXT, url TEXT,
          first_name TEXT, last_name TEXT, image_small TEXT, image_medium TEXT, image_large TEXT,
          bio TEXT, location TEXT, gender TEXT, birthday TEXT, tags TEXT, row_id INTEGER);
        CREATE TABLE users (
          number INTEGER PRIMARY KEY, person INTEGER NOT NULL UNIQUE, private_key TEXT, spotlight INTEGER NOT NULL);
        CREATE TABLE aspects (
          number INTEGER PRIMARY KEY, user INTEGER NOT NULL, aspect TEXT NOT NULL, name TEXT NOT NULL,
          UNIQUE (user, aspect));
        CREATE TABLE contacts (
          user INTEGER, person INTEGER, flags INTEGER NOT NULL, aspects BLOB NOT NULL,
          PRIMARY KEY (user, person)) WITHOUT ROWID;
        CREATE TABLE blocks (user INTEGER, person INTEGER, PRIMARY KEY (user, person)) WITHOUT ROWID;
        CREATE TABLE hides (user INTEGER, post INTEGER, PRIMARY KEY (user, post)) WITHOUT ROWID;
        CREATE INDEX hides_post ON hides (post);
        CREATE TABLE tags (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE tag_followings (user INTEGER, tag INTEGER, PRIMARY KEY (user, tag)) WITHOUT ROWID;

        CREATE TABLE posts (
          number INTEGER PRIMARY KEY, second INTEGER NOT NULL, millisecond INTEGER NOT NULL,
          author INTEGER NOT NULL, flags INTEGER NOT NULL, root INTEGER,
          tags BLOB, mentions BLOB, recipients BLOB, aspects BLOB,
          comments INTEGER NOT NULL DEFAULT 0, likes INTEGER NOT NULL DEFAULT 0, reshares INTEGER NOT NULL DEFAULT 0,
          interacted INTEGER NOT NULL);
        CREATE UNIQUE INDEX posts_root ON posts (root, author) WHERE root IS NOT NULL;
        CREATE TABLE post_bodies (
          number INTEGER PRIMARY KEY, guid NOT NULL UNIQUE, created_at INTEGER NOT NULL, received_at INTEGER NOT NULL,
          interacted_at INTEGER NOT NULL, text TEXT, provider TEXT, address TEXT, latitude TEXT, longitude TEXT,
          row_id INTEGER);
        CREATE TABLE photos (
          number INTEGER PRIMARY KEY, guid NOT NULL UNIQUE, author INTEGER NOT NULL, post_guid, public INTEGER NOT NULL,
          created_at INTEGER NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, text TEXT, height INTEGER, width INTEGER,
          recipients BLOB, row_id INTEGER);
        CREATE INDEX photos_post ON photos (post_guid) WHERE post_guid IS NOT NULL;
        CREATE TABLE polls (number INTEGER PRIMARY KEY, guid NOT NULL UNIQUE, post INTEGER NOT NULL UNIQUE,
          question TEXT NOT NULL, row_id INTEGER);
        CREATE TABLE poll_answers (poll INTEGER, position INTEGER, guid NOT NULL, answer TEXT NOT NULL,
          row_id INTEGER, PRIMARY KEY (poll, position)) WITHOUT ROWID;

        CREATE TABLE comments (
          number INTEGER PRIMARY KEY, guid NOT NULL UNIQUE, post INTEGER NOT NULL, author INTEGER NOT NULL,
          created_at INTEGER NOT NULL, text TEXT NOT NULL, mentions BLOB, likes INTEGER NOT NULL DEFAULT 0,
          row_id INTEGER);
        CREATE INDEX comments_post ON comments (post, created_at, number);
        CREATE TABLE likes (
          target_kind INTEGER, target INTEGER, author INTEGER, guid NOT NULL, positive INTEGER NOT NULL,
          created_at INTEGER NOT NULL, row_id INTEGER,
          PRIMARY KEY (target_kind, target, author)) WITHOUT ROWID;
        CREATE UNIQUE INDEX likes_guid ON likes (guid);
        CREATE TABLE relays (guid PRIMARY KEY, signature TEXT, element_order TEXT NOT NULL, additional TEXT) WITHOUT ROWID;

        CREATE TABLE tombstones (guid, kind INTEGER, author TEXT NOT NULL, PRIMARY KEY (guid, kind)) WITHOUT ROWID;
        CREATE TABLE parked (
          number INTEGER PRIMARY KEY, need TEXT NOT NULL, origin INTEGER NOT NULL, input BLOB NOT NULL,
          received_at INTEGER NOT NULL);
        CREATE INDEX parked_need ON parked (need);
        CREATE TABLE changes (
          seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, removed INTEGER NOT NULL, type TEXT NOT NULL,
          guid, author TEXT, post INTEGER, sort_key INTEGER, data BLOB);
        CREATE INDEX changes_guid ON changes (guid) WHERE guid IS NOT NULL;
        """
    /// What goes on to others byte for byte: of a relayable on a local post, the entity as its author signed it.
    private static let relayedPayloads = "ALTER TABLE relays ADD COLUMN payload BLOB"

    /// Who commented on what is read at start from this index alone, without the texts beside it.
    private static let commentedPosts = """
        DROP INDEX comments_author;
        CREATE INDEX comments_author ON comments (author, post);
        """

    /// Saved streams, and galleries in their order without sorting.
    private static let savedStreams = """
        CREATE TABLE saved_streams (
          user INTEGER, name TEXT, query TEXT NOT NULL, PRIMARY KEY (user, name)) WITHOUT ROWID;
        DROP INDEX photos_author;
        CREATE INDEX photos_author ON photos (author, created_at / 1000000, number);
        """

    /// The sync under way, and what of the ledger was seen in it or written since it began.
    private static let syncs = """
        CREATE TABLE syncs (token TEXT PRIMARY KEY, begun_at INTEGER NOT NULL, scopes TEXT NOT NULL, fresh TEXT NOT NULL);
        CREATE TABLE sync_marks (
          scope INTEGER, one INTEGER, other INTEGER, live INTEGER NOT NULL,
          PRIMARY KEY (scope, one, other)) WITHOUT ROWID;
        """

    /// Accounts on other networks, and the posts that are or are to be there.
    ///
    /// Numbers are never given again: by them networks are asked for the same thing twice.
    private static let services = """
        CREATE TABLE services (
          number INTEGER PRIMARY KEY AUTOINCREMENT, user INTEGER NOT NULL, owner TEXT NOT NULL, service TEXT NOT NULL,
          kind TEXT NOT NULL, endpoint TEXT NOT NULL, account TEXT, defaults TEXT NOT NULL, credentials BLOB NOT NULL,
          disabled TEXT, removed INTEGER NOT NULL DEFAULT 0, UNIQUE (user, service));
        CREATE UNIQUE INDEX services_account ON services (kind, endpoint, account) WHERE account IS NOT NULL;
        CREATE TABLE outbox (
          number INTEGER PRIMARY KEY AUTOINCREMENT, post NOT NULL, service INTEGER NOT NULL, state INTEGER NOT NULL,
          due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, tried_at INTEGER, trace TEXT, remote_id TEXT,
          remote_url TEXT, reason TEXT, changed_at INTEGER NOT NULL, UNIQUE (post, service));
        CREATE INDEX outbox_service ON outbox (service, state);
        CREATE INDEX outbox_due ON outbox (due_at) WHERE state IN (0, 1, 4);
        """

    /// Which photos' files were made, and which are to be: those of all local people's photos, to begin with.
    private static let photoFiles = """
        CREATE TABLE photo_files (
          number INTEGER PRIMARY KEY, guid UNIQUE, state INTEGER NOT NULL, due_at INTEGER NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0, reason TEXT, base TEXT, made TEXT, changed_at INTEGER NOT NULL);
        CREATE INDEX photo_files_state ON photo_files (state, due_at);
        CREATE INDEX photo_files_base ON photo_files (base) WHERE base IS NOT NULL;
        \(PhotoQueue.inserting.replacingOccurrences(of: "?", with: "0"));
        """

    /// Addresses in posts, and what was fetched of them.
    private static let links = """
        CREATE TABLE links (
          number INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, state INTEGER NOT NULL, due_at INTEGER NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0, reason TEXT, o_embed TEXT, open_graph TEXT, fetched_at INTEGER);
        CREATE INDEX links_state ON links (state, due_at);
        CREATE TABLE post_links (post INTEGER PRIMARY KEY, link INTEGER NOT NULL);
        CREATE INDEX post_links_link ON post_links (link);
        """

    /// Of one GUID several authors may have retracted something.
    private static let tombstonesOfEach = """
        CREATE TABLE tombstones_of_each (
          guid, kind INTEGER, author TEXT NOT NULL, PRIMARY KEY (guid, kind, author)) WITHOUT ROWID;
        INSERT INTO tombstones_of_each SELECT guid, kind, author FROM tombstones;
        DROP TABLE tombstones;
        ALTER TABLE tombstones_of_each RENAME TO tombstones;
        """

    /// Languages, links, polls and places of posts, which were not told before, among their flags.
    private static func addWhatTextsTell(_ db: Database) throws {
        let update = try db.makeStatement(sql: "UPDATE posts SET flags = flags | ? WHERE number = ?")
        let sql = """
            SELECT number, text, latitude IS NOT NULL OR address IS NOT NULL AS place,
              EXISTS (SELECT 1 FROM polls WHERE post = number) AS poll
              FROM posts JOIN post_bodies USING (number) WHERE text IS NOT NULL
            """
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            var flags = PostFlags(text: row["text"])
            if row["place"] { flags.insert(.location) }
            if row["poll"] { flags.insert(.poll) }
            if !flags.isEmpty { try update.execute(arguments: [flags.rawValue, row["number"] as Int64]) }
        }
    }

    /// The highest number of a post that the log has forgotten, so that what came since any place in it can be told.
    private static let postAtHorizon = """
        INSERT INTO meta (key, value) SELECT 'log.horizon_post', ifnull(max(number), 0) FROM posts
          WHERE number < ifnull((SELECT min(post) FROM changes WHERE NOT removed), 1 << 32)
        """

    /// What the entities beyond posts, comments and likes need.
    ///
    /// Votes, participations, conversations, accounts that close or move. The indexes by author are for these last two,
    /// which anybody can ask for.
    private static let everyEntity = """
        ALTER TABLE people ADD COLUMN edited_at INTEGER;
        ALTER TABLE people ADD COLUMN migrated_to INTEGER;
        ALTER TABLE people ADD COLUMN moved_to INTEGER;
        CREATE INDEX people_moved_to ON people (moved_to) WHERE moved_to IS NOT NULL;
        CREATE INDEX posts_author ON posts (author);
        CREATE INDEX photos_author ON photos (author);
        CREATE INDEX comments_author ON comments (author);
        CREATE INDEX likes_author ON likes (author);
        CREATE INDEX contacts_person ON contacts (person);
        CREATE INDEX blocks_person ON blocks (person);

        CREATE TABLE participations (
          post INTEGER, person INTEGER, count INTEGER NOT NULL, guid, PRIMARY KEY (post, person)) WITHOUT ROWID;
        CREATE INDEX participations_person ON participations (person);
        CREATE UNIQUE INDEX participations_guid ON participations (guid) WHERE guid IS NOT NULL;
        CREATE TABLE votes (
          poll INTEGER, author INTEGER, position INTEGER NOT NULL, guid NOT NULL, created_at INTEGER NOT NULL,
          row_id INTEGER, PRIMARY KEY (poll, author)) WITHOUT ROWID;
        CREATE UNIQUE INDEX votes_guid ON votes (guid);
        CREATE INDEX votes_author ON votes (author);

        CREATE TABLE conversations (
          number INTEGER PRIMARY KEY, guid NOT NULL UNIQUE, author INTEGER NOT NULL, subject TEXT NOT NULL,
          created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
        CREATE TABLE conversation_visibilities (
          conversation INTEGER, person INTEGER, unread INTEGER NOT NULL,
          PRIMARY KEY (conversation, person)) WITHOUT ROWID;
        CREATE INDEX conversation_visibilities_person ON conversation_visibilities (person);
        CREATE TABLE messages (
          number INTEGER PRIMARY KEY, guid NOT NULL UNIQUE, conversation INTEGER NOT NULL, author INTEGER NOT NULL,
          created_at INTEGER NOT NULL, text TEXT NOT NULL);
        CREATE INDEX messages_conversation ON messages (conversation);
        CREATE INDEX messages_author ON messages (author);

        CREATE TABLE hidden_visibilities (user INTEGER, post INTEGER, PRIMARY KEY (user, post)) WITHOUT ROWID;
        CREATE TABLE previews (post INTEGER PRIMARY KEY, o_embed TEXT, open_graph TEXT);

        ALTER TABLE parked ADD COLUMN host TEXT NOT NULL DEFAULT '';
        CREATE INDEX parked_host ON parked (host);
        """
}
