# frozen_string_literal: true

# What a pod's streams have by its database, where filters come before the limit (Docs/deviations.md).
module PodSQL
  VISIBLE = "(p.public OR p.author_id = %<person>d OR EXISTS (SELECT 1 FROM share_visibilities v " \
            "WHERE v.shareable_type = 'Post' AND v.shareable_id = p.id AND v.user_id = %<user>d))"
  TAGGED = "(p.type = 'StatusMessage' AND EXISTS (SELECT 1 FROM taggings t JOIN tag_followings f ON f.tag_id = t.tag_id " \
           "WHERE t.taggable_type = 'Post' AND t.taggable_id = p.id AND f.user_id = %<user>d))"
  MENTIONED = "(p.type = 'StatusMessage' AND EXISTS (SELECT 1 FROM mentions m WHERE m.mentions_container_type = 'Post' " \
              "AND m.mentions_container_id = p.id AND m.person_id = %<person>d) AND #{VISIBLE})"
  # People in some of the user's aspects, whatever they chose themselves.
  OTHERS = "(EXISTS (SELECT 1 FROM contacts c JOIN aspect_memberships a ON a.contact_id = c.id " \
           "WHERE c.user_id = %<user>d AND c.person_id = p.author_id AND a.aspect_id IN (%<aspects>s)) AND (p.public OR " \
           "EXISTS (SELECT 1 FROM share_visibilities v WHERE v.shareable_type = 'Post' AND v.shareable_id = p.id " \
           "AND v.user_id = %<user>d AND NOT v.hidden)))"
  ALL = "SELECT id FROM aspects WHERE user_id = %<user>d"
  FOLLOWED = "(p.author_id = %<person>d OR #{OTHERS.sub("%<aspects>s", ALL)})"
  SOME = "(#{OTHERS} OR (p.author_id = %<person>d AND (p.public OR EXISTS (SELECT 1 FROM aspect_visibilities av " \
         "WHERE av.shareable_type = 'Post' AND av.shareable_id = p.id AND av.aspect_id IN (%<aspects>s)))))"
  STREAMS = {
    "public" => "p.public", "aspects" => FOLLOWED, "followed_tags" => "#{TAGGED} AND #{VISIBLE}",
    "local_public" => "p.public AND EXISTS (SELECT 1 FROM people WHERE id = p.author_id AND pod_id IS NULL)",
    "mentions" => MENTIONED, "home" => "(#{FOLLOWED} OR (p.public AND #{TAGGED}) OR #{MENTIONED})",
    "liked" => "#{VISIBLE} AND EXISTS (SELECT 1 FROM likes l WHERE l.target_type = 'Post' AND l.target_id = p.id " \
               "AND l.author_id = %<person>d AND l.positive)",
    "commented" => "#{VISIBLE} AND EXISTS (SELECT 1 FROM comments c WHERE c.commentable_id = p.id " \
                   "AND c.author_id = %<person>d)",
    "activity" => "#{VISIBLE} AND (p.author_id = %<person>d OR EXISTS (SELECT 1 FROM participations pa " \
                  "WHERE pa.target_type = 'Post' AND pa.target_id = p.id AND pa.author_id = %<person>d))",
    "tag" => "p.type = 'StatusMessage' AND #{VISIBLE} AND EXISTS (SELECT 1 FROM taggings t JOIN tags ON tags.id = t.tag_id " \
             "WHERE t.taggable_type = 'Post' AND t.taggable_id = p.id AND tags.name = %<tag>s)",
    "person" => "p.author_id = %<shown>d AND #{VISIBLE}", "some_aspects" => SOME
  }.freeze
  HIDDEN = "SELECT found[1]::integer FROM users, regexp_matches(hidden_shareables, '''([0-9]+)''', 'g') AS found " \
           "WHERE users.id = %<user>d"

  # What is asked of a user's streams.
  User = Struct.new(:id, :person, :handle)

  def self.users(connection)
    connection.select_rows(<<~SQL).map { |row| User.new(*row) }
      SELECT owner_id, id, diaspora_handle FROM people WHERE owner_id IS NOT NULL AND NOT closed_account ORDER BY id
    SQL
  end

  # The newest posts of a stream, with the time that sorts them.
  #
  # @return [Array<Array>] GUIDs and times
  def self.posts(connection, stream, user, limit: 15, **more)
    # The engine sorts by whole seconds, and within one by which post came first.
    order = "date_trunc('second', p.#{stream == "activity" ? "interacted_at" : "created_at"})"
    blocked = stream == "person" ? "SELECT 0" : "SELECT person_id FROM blocks WHERE user_id = %<user>d"
    connection.select_rows(format(<<~SQL, { user: user.id, person: user.person }.merge(more)))
      SELECT p.guid, #{order} AS time FROM posts p WHERE #{STREAMS.fetch(stream)}
        AND p.author_id NOT IN (#{blocked}) AND p.id NOT IN (#{HIDDEN}) ORDER BY time DESC, p.id DESC LIMIT #{limit}
    SQL
  end
end
