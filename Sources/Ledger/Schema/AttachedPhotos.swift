/// Which posts have photos, as their flags say: photos may come before their post and after it, and go before it.
enum AttachedPhotos {
    /// Puts all flags right.
    static let sql =
        adding + """
            UPDATE posts SET flags = flags & ~\(PostFlags.photos.rawValue) WHERE flags & \(PostFlags.photos.rawValue)
              AND NOT EXISTS (
                SELECT 1 FROM photos JOIN post_bodies ON post_bodies.guid = post_guid
                  WHERE post_bodies.number = posts.number AND photos.author = posts.author);
            """

    /// Puts those right that lack the flag.
    static let adding = """
        UPDATE posts SET flags = flags | \(PostFlags.photos.rawValue) WHERE number IN (
          SELECT post.number FROM photos JOIN post_bodies ON post_bodies.guid = post_guid
              JOIN posts AS post ON post.number = post_bodies.number
            WHERE photos.author = post.author AND NOT post.flags & \(PostFlags.photos.rawValue));

        """
}
