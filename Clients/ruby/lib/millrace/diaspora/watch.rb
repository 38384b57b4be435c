# frozen_string_literal: true

module Millrace
  module Diaspora
    # What has to be told when rows of one table are written.
    #
    # In its SQL `changed` stands for a row that came or was changed, `former` for one that is gone.
    class Watch
      # @return [String] the table
      attr_reader :table
      # @return [Hash{String => String}] the steps that tell of a row, and SQL for the `id` that each knows it by
      attr_reader :tells
      # @return [Array<String>] the columns whose change matters
      attr_reader :columns
      # @return [String, nil] SQL for the change that says that a row is gone
      attr_reader :gone
      # @return [Hash{String => String}] the steps that tell of what is otherwise without a row that is gone
      attr_reader :retells

      def initialize(table, tells, columns: [], gone: nil, retells: {})
        @table = table
        @tells = tells
        @columns = columns
        @gone = gone
        @retells = retells
      end

      # A change as JSON, made by PostgreSQL.
      def self.change(op, **fields)
        "json_build_object('op', '#{op}', #{fields.map { |name, sql| "'#{name}', #{sql}" }.join(", ")})"
      end

      # What takes an entity back.
      def self.retraction(type)
        data = "json_build_object('author', #{PERSON % "author_id"}, 'target_guid', former.guid, 'target_type', '#{type}')"
        change("entity", type: "'retraction'", data: data)
      end

      # A participation by its author and its post: deleting a comment or a like may leave it, or not.
      def self.participation(post)
        "(SELECT id FROM participations WHERE author_id = former.author_id AND target_type = 'Post' AND target_id = #{post})"
      end

      # IDs of the people that a column of a row which is gone names.
      USER = "(SELECT diaspora_handle FROM people WHERE owner_id = former.%s)"
      PERSON = "(SELECT diaspora_handle FROM people WHERE id = former.%s)"
      # The person whose profile a tagging is of.
      TAGGED = "(SELECT person_id FROM profiles WHERE id = %<row>s.taggable_id AND %<row>s.taggable_type = 'Profile')"
      # The post that a like is of, or its comment.
      LIKED = "CASE former.target_type WHEN 'Post' THEN former.target_id " \
              "ELSE (SELECT commentable_id FROM comments WHERE id = former.target_id) END"
      SUBSCRIBED = "(SELECT guid FROM posts WHERE id = former.target_id AND former.target_type = 'Post')"
      SHARED = "CASE former.shareable_type WHEN 'Post' THEN (SELECT guid FROM posts WHERE id = former.shareable_id) " \
               "ELSE (SELECT guid FROM photos WHERE id = former.shareable_id) END"
      SPOTLIGHT = "CASE former.name WHEN 'spotlight' THEN #{change("spotlight.delete", person: PERSON % "person_id")} END"
      PROFILE = %w[first_name last_name image_url image_url_medium image_url_small bio location searchable nsfw].freeze
      PHOTO = %w[pending status_message_guid text public remote_photo_path remote_photo_name width height].freeze

      # People and accounts.
      PEOPLE = [
        new("people", { "people" => "changed.id" }, columns: %w[diaspora_handle serialized_public_key closed_account]),
        new("account_migrations", { "people" => "changed.old_person_id" }, columns: %w[completed_at]),
        new("profiles", { "people" => "changed.person_id" }, columns: PROFILE, retells: { "people" => "former.person_id" }),
        new("taggings", { "people" => format(TAGGED, row: "changed") },
            retells: { "people" => format(TAGGED, row: "former") }),
        new("users", { "users" => "changed.id" }, columns: %w[show_community_spotlight_in_stream serialized_private_key],
                                                  gone: change("user.delete", id: USER % "id")),
        new("roles", { "spotlight" => "changed.id" }, gone: SPOTLIGHT)
      ].freeze

      # What a user has of others.
      RELATIONS = [
        new("aspects", { "aspects" => "changed.id" },
            columns: %w[user_id name], gone: change("aspect.delete", user: USER % "user_id", aspect: "former.id::text")),
        new("contacts", { "contacts" => "changed.id" },
            columns: %w[user_id person_id sharing receiving],
            gone: change("contact.delete", user: USER % "user_id", person: PERSON % "person_id")),
        new("aspect_memberships", { "contacts" => "changed.contact_id" },
            columns: %w[aspect_id], retells: { "contacts" => "former.contact_id" }),
        new("blocks", { "blocks" => "changed.id" },
            columns: %w[user_id], gone: change("block.delete", user: USER % "user_id", person: PERSON % "person_id")),
        new("tag_followings", { "tag_followings" => "changed.id" },
            columns: %w[user_id], gone: change("tag_following.delete", user: USER % "user_id",
                                                                       tag: "(SELECT name FROM tags WHERE id = former.tag_id)"))
      ].freeze

      # Posts, and who may see them.
      POSTS = [
        new("posts", { "posts" => "changed.id" }, gone: retraction("Post")),
        new("share_visibilities", { "visibilities" => "changed.id" },
            columns: %w[hidden user_id], gone: change("visibility.delete", user: USER % "user_id",
                                                                           type: "former.shareable_type", guid: SHARED)),
        new("aspect_visibilities", {
              "posts" => "CASE changed.shareable_type WHEN 'Post' THEN changed.shareable_id END",
              "photos" => "CASE changed.shareable_type WHEN 'Photo' THEN changed.shareable_id END"
            }),
        new("photos", { "photos" => "changed.id" }, columns: PHOTO, gone: retraction("Photo"))
      ].freeze

      # What people do with posts.
      INTERACTIONS = [
        new("comments", { "comments" => "changed.id" },
            gone: retraction("Comment"),
            # A comment that came and went moved its post up, and only the post says so then.
            retells: { "posts" => "former.commentable_id", "participations" => participation("former.commentable_id") }),
        new("likes", { "likes" => "changed.id" },
            gone: retraction("Like"), retells: { "participations" => participation(LIKED) }),
        new("poll_participations", { "poll_participations" => "changed.id" }, gone: retraction("PollParticipation")),
        new("participations", { "participations" => "changed.id" },
            columns: %w[count], gone: change("participation.delete", person: PERSON % "author_id", post: SUBSCRIBED))
      ].freeze

      # All of them, but for hidden posts, which are no rows.
      ALL = (PEOPLE + RELATIONS + POSTS + INTERACTIONS).freeze
    end
  end
end
