/// The tables of diaspora* 0.7 to 0.10 that streams are made from, with the columns and indexes that they need.
enum DiasporaSchema {
    /// Creates the tables, which must not be there yet.
    static let tables = """
        CREATE TABLE pods (id serial PRIMARY KEY, host varchar NOT NULL, ssl boolean DEFAULT true);
        CREATE TABLE users (id serial PRIMARY KEY, username varchar NOT NULL, serialized_private_key text, \
        getting_started boolean NOT NULL DEFAULT true, show_community_spotlight_in_stream boolean NOT NULL DEFAULT true, \
        hidden_shareables text, locked_at timestamp, created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
        CREATE TABLE people (id serial PRIMARY KEY, guid varchar NOT NULL, diaspora_handle varchar NOT NULL, \
        serialized_public_key text NOT NULL, owner_id integer, closed_account boolean DEFAULT false, \
        fetch_status integer DEFAULT 0, pod_id integer, created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
        CREATE TABLE profiles (id serial PRIMARY KEY, diaspora_handle varchar, first_name varchar(127), \
        last_name varchar(127), full_name varchar(70), image_url varchar, image_url_small varchar, \
        image_url_medium varchar, bio text, location varchar, searchable boolean NOT NULL DEFAULT true, \
        public_details boolean DEFAULT false, nsfw boolean DEFAULT false, person_id integer NOT NULL, \
        created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
        CREATE TABLE roles (id serial PRIMARY KEY, person_id integer, name varchar, created_at timestamp NOT NULL, \
        updated_at timestamp NOT NULL);
        CREATE TABLE aspects (id serial PRIMARY KEY, name varchar NOT NULL, user_id integer NOT NULL, \
        order_id integer, post_default boolean DEFAULT true, created_at timestamp NOT NULL, \
        updated_at timestamp NOT NULL);
        CREATE TABLE contacts (id serial PRIMARY KEY, user_id integer NOT NULL, person_id integer NOT NULL, \
        sharing boolean NOT NULL DEFAULT false, receiving boolean NOT NULL DEFAULT false, \
        created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
        CREATE TABLE aspect_memberships (id serial PRIMARY KEY, aspect_id integer NOT NULL, contact_id integer NOT NULL, \
        created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
        CREATE TABLE blocks (id serial PRIMARY KEY, user_id integer, person_id integer);
        CREATE TABLE tags (id serial PRIMARY KEY, name varchar, taggings_count integer DEFAULT 0);
        CREATE TABLE taggings (id serial PRIMARY KEY, tag_id integer, taggable_id integer, taggable_type varchar(127), \
        tagger_id integer, tagger_type varchar(127), context varchar(127), created_at timestamp);
        CREATE TABLE tag_followings (id serial PRIMARY KEY, tag_id integer NOT NULL, user_id integer NOT NULL, \
        created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
        CREATE TABLE posts (id serial PRIMARY KEY, author_id integer NOT NULL, public boolean NOT NULL DEFAULT false, \
        guid varchar NOT NULL, type varchar(40) NOT NULL, text text, created_at timestamp NOT NULL, \
        updated_at timestamp NOT NULL, provider_display_name varchar, root_guid varchar, \
        likes_count integer DEFAULT 0, comments_count integer DEFAULT 0, o_embed_cache_id integer, \
        reshares_count integer DEFAULT 0, interacted_at timestamp, open_graph_cache_id integer);
        CREATE TABLE share_visibilities (id serial PRIMARY KEY, shareable_id integer NOT NULL, \
        hidden boolean NOT NULL DEFAULT false, shareable_type varchar(60) NOT NULL DEFAULT 'Post', \
        user_id integer NOT NULL);
        CREATE TABLE aspect_visibilities (id serial PRIMARY KEY, shareable_id integer NOT NULL, \
        aspect_id integer NOT NULL, shareable_type varchar NOT NULL DEFAULT 'Post');
        CREATE TABLE photos (id serial PRIMARY KEY, author_id integer NOT NULL, public boolean NOT NULL DEFAULT false, \
        guid varchar NOT NULL, pending boolean NOT NULL DEFAULT false, text text, remote_photo_path text, \
        remote_photo_name varchar, random_string varchar, processed_image varchar, unprocessed_image varchar, \
        status_message_guid varchar, height integer, width integer, created_at timestamp, updated_at timestamp);
        CREATE TABLE locations (id serial PRIMARY KEY, address varchar, lat varchar, lng varchar, \
        status_message_id integer, created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
        CREATE TABLE polls (id serial PRIMARY KEY, question varchar NOT NULL, status_message_id integer NOT NULL, \
        guid varchar);
        CREATE TABLE poll_answers (id serial PRIMARY KEY, answer varchar NOT NULL, poll_id integer NOT NULL, \
        guid varchar, vote_count integer DEFAULT 0);
        CREATE TABLE poll_participations (id serial PRIMARY KEY, poll_answer_id integer NOT NULL, \
        author_id integer NOT NULL, poll_id integer NOT NULL, guid varchar, created_at timestamp);
        CREATE TABLE comments (id serial PRIMARY KEY, text text NOT NULL, commentable_id integer NOT NULL, \
        author_id integer NOT NULL, guid varchar NOT NULL, likes_count integer NOT NULL DEFAULT 0, \
        commentable_type varchar(60) NOT NULL DEFAULT 'Post', created_at timestamp NOT NULL, \
        updated_at timestamp NOT NULL);
        CREATE TABLE likes (id serial PRIMARY KEY, positive boolean DEFAULT true, target_id integer, \
        author_id integer, guid varchar, target_type varchar(60) NOT NULL, created_at timestamp NOT NULL, \
        updated_at timestamp NOT NULL);
        CREATE TABLE mentions (id serial PRIMARY KEY, mentions_container_id integer NOT NULL, \
        person_id integer NOT NULL, mentions_container_type varchar NOT NULL);
        CREATE TABLE participations (id serial PRIMARY KEY, guid varchar, target_id integer, \
        target_type varchar(60) NOT NULL, author_id integer, count integer NOT NULL DEFAULT 1, \
        created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
        CREATE TABLE o_embed_caches (id serial PRIMARY KEY, url varchar(1024) NOT NULL, data text NOT NULL);
        CREATE TABLE open_graph_caches (id serial PRIMARY KEY, title varchar, ob_type varchar, image text, url text, \
        description text, video_url text);
        CREATE TABLE account_migrations (id serial PRIMARY KEY, old_person_id integer NOT NULL, \
        new_person_id integer NOT NULL, completed_at timestamp, remote_photo_path text);

        """

    /// The indexes, made when the rows are there.
    static let indexes =
        [
            index("people", "owner_id", unique: true), index("people", "guid", unique: true),
            index("people", "diaspora_handle", unique: true), index("people", "pod_id"),
            index("profiles", "person_id"), index("profiles", "full_name"), index("profiles", "full_name, searchable"),
            index("users", "username", unique: true), index("pods", "host", unique: true),
            index("aspects", "user_id, name", unique: true), index("aspects", "user_id"),
            index("contacts", "user_id, person_id", unique: true), index("contacts", "person_id"),
            index("aspect_memberships", "aspect_id, contact_id", unique: true),
            index("aspect_memberships", "aspect_id"), index("aspect_memberships", "contact_id"),
            index("blocks", "user_id, person_id", unique: true),
            index("tags", "name", unique: true), index("taggings", "tag_id"), index("taggings", "created_at"),
            index("taggings", "taggable_id, taggable_type, context"),
            index("taggings", "taggable_id, taggable_type, tag_id", unique: true),
            index("tag_followings", "tag_id, user_id", unique: true), index("tag_followings", "tag_id"),
            index("tag_followings", "user_id"),
            index("posts", "created_at, id"), index("posts", "author_id"), index("posts", "guid", unique: true),
            index("posts", "author_id, root_guid", unique: true), index("posts", "root_guid"),
            index("posts", "id, type"),
            index("share_visibilities", "shareable_id, shareable_type, user_id", unique: true),
            index("share_visibilities", "shareable_id, shareable_type, hidden, user_id"),
            index("share_visibilities", "shareable_id"), index("share_visibilities", "user_id"),
            index("aspect_visibilities", "shareable_id, shareable_type, aspect_id", unique: true),
            index("aspect_visibilities", "shareable_id, shareable_type"), index("aspect_visibilities", "aspect_id"),
            index("photos", "guid", unique: true), index("photos", "author_id"), index("photos", "status_message_guid"),
            index("locations", "status_message_id"), index("polls", "status_message_id"),
            index("polls", "guid", unique: true), index("poll_answers", "poll_id"),
            index("poll_answers", "guid", unique: true), index("poll_participations", "poll_id"),
            index("poll_participations", "poll_id, author_id", unique: true),
            index("comments", "commentable_id, commentable_type"), index("comments", "author_id"),
            index("comments", "guid", unique: true),
            index("likes", "target_id, author_id, target_type", unique: true), index("likes", "author_id"),
            index("likes", "target_id"), index("likes", "guid", unique: true),
            index("mentions", "mentions_container_id, mentions_container_type"), index("mentions", "person_id"),
            index("mentions", "person_id, mentions_container_id, mentions_container_type", unique: true),
            index("participations", "target_id, target_type, author_id", unique: true),
            index("participations", "author_id"), index("participations", "guid"),
            index("o_embed_caches", "url"),
            index("account_migrations", "old_person_id, new_person_id", unique: true),
        ].joined()

    private static func index(_ table: String, _ columns: String, unique: Bool = false) -> String {
        "CREATE\(unique ? " UNIQUE" : "") INDEX ON \(table) (\(columns));\n"
    }
}
