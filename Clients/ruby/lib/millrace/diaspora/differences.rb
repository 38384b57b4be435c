# frozen_string_literal: true

module Millrace
  module Diaspora
    # What two pages of one stream do not have in common, and why: each reason is one of Docs/deviations.md, and is given
    # only where the pod's tables show it. What they do not show is unexplained, a fault of the engine's or something that
    # it was not told.
    class Differences
      # Streams in which SQL shows what the viewer may no longer see (§2.2).
      UNCHECKED = %w[liked commented activity].freeze
      # Streams for which SQL takes candidates before it filters them (§2.3 and §2.4).
      CANDIDATES = %w[home aspects].freeze
      # What no listed deviation explains.
      UNEXPLAINED = "unexplained"
      BLOCKED = "p.author_id IN (SELECT person_id FROM blocks WHERE user_id = %<user>d)"
      HIDDEN = "p.id IN (SELECT found[1]::integer FROM users, " \
               "regexp_matches(hidden_shareables, '-\\s+[''\"]?([0-9]{1,9})', 'g') AS found WHERE users.id = %<user>d)"
      SHARED = "EXISTS (SELECT 1 FROM share_visibilities v WHERE v.shareable_type = 'Post' AND v.shareable_id = p.id " \
               "AND v.user_id = %<user>d)"
      VISIBLE = "(p.public OR p.author_id = %<person>d OR #{SHARED})"
      # What the lists of candidates are made from.
      FOLLOWED = "(p.author_id = %<person>d OR EXISTS (SELECT 1 FROM contacts c JOIN aspect_memberships m " \
                 "ON m.contact_id = c.id WHERE c.user_id = %<user>d AND c.person_id = p.author_id))"
      MENTIONED = "EXISTS (SELECT 1 FROM mentions m WHERE m.mentions_container_type = 'Post' " \
                  "AND m.mentions_container_id = p.id AND m.person_id = %<person>d)"
      PRESENTED = "EXISTS (SELECT 1 FROM roles r WHERE r.name = 'spotlight' AND r.person_id = p.author_id)"

      # @param question [Hash] the parameters of `stream.read`
      # @param theirs [Array<String>] the GUIDs of SQL's page
      # @param ours [Array<String>] those of the engine's
      def initialize(question, theirs, ours, connection: ActiveRecord::Base.connection)
        @question = question
        @theirs = theirs
        @ours = ours
        @connection = connection
      end

      # @return [Array<Hash>] each with its `reason`; `guid`, and in which page `only` it is
      def all
        return [] if @ours == @theirs
        return [{ reason: reordered }] if @ours.sort == @theirs.sort

        (@theirs - @ours).map { |guid| { guid: guid, only: "sql", reason: only_theirs(guid) } } +
          (@ours - @theirs).map { |guid| { guid: guid, only: "engine", reason: only_ours(guid) } }
      end

      private

      # Of the same posts in another order: within a second the engine's is that of arrival (§2.1(5)).
      def reordered
        seconds(@theirs) == seconds(@ours) ? "order_of_one_second" : UNEXPLAINED
      end

      def only_theirs(guid)
        post = posts[guid]
        return UNEXPLAINED unless post
        return UNCHECKED.include?(stream) ? "visibility_checked_again" : UNEXPLAINED unless post["visible"]

        # It is there, and below the end of the engine's page, because that has something which SQL has not.
        below = @ours.size == limit && post["second"] - posts.dig(@ours.last, "second").to_i
        return UNEXPLAINED unless below

        below.zero? ? "order_of_one_second" : (below.negative? ? "pushed_off_the_page" : UNEXPLAINED)
      end

      def only_ours(guid)
        post = posts[guid]
        return UNEXPLAINED unless post && post["visible"] && !filtered?(post)
        return "dated_in_the_future" if post["future"]

        if @theirs.size == limit
          below = post["second"] - posts.dig(@theirs.last, "second").to_i
          return "order_of_one_second" if below.zero?
          # What SQL shows against the rules had its place.
          return "moved_up" if below.negative?
        end
        return UNEXPLAINED unless CANDIDATES.include?(stream) && candidates_before(post) >= limit

        @theirs.size < limit ? "filters_before_limit" : "no_gaps"
      end

      def filtered?(post)
        post["hidden"] || (post["blocked"] && stream != "person")
      end

      # How many come before it in SQL's lists of candidates, those included that SQL filters after the limit.
      def candidates_before(post)
        shown = @ours.count { |guid| posts[guid] && posts[guid]["created_at"] >= post["created_at"] } - 1
        shown + @connection.select_value(format(<<~SQL, viewer.merge(id: post["id"]))).to_i
          SELECT count(*) FROM posts p WHERE p.created_at >= (SELECT created_at FROM posts WHERE id = %<id>d)
            AND (#{BLOCKED} OR #{HIDDEN}) AND #{VISIBLE} AND (#{FOLLOWED} OR #{MENTIONED} OR #{PRESENTED})
        SQL
      end

      def stream
        @question[:stream]
      end

      def limit
        @question[:limit]
      end

      def seconds(guids)
        guids.map { |guid| posts.dig(guid, "second") }
      end

      # What the pod's tables say of the posts of both pages.
      def posts
        @posts ||= begin
          time = stream == "activity" ? "interacted_at" : "created_at"
          guids = (@theirs | @ours).map { |guid| @connection.quote(guid) }.join(", ")
          @connection.select_all(format(<<~SQL, viewer)).to_h { |row| [row["guid"], row] }
            SELECT p.guid, p.id, p.created_at, floor(extract(epoch FROM p.#{time}))::bigint AS second,
              floor(extract(epoch FROM p.#{time})) >= #{Integer(@question.fetch(:max_time))} AS future,
              #{VISIBLE} AS visible, #{BLOCKED} AS blocked, #{HIDDEN} AS hidden FROM posts p WHERE p.guid IN (#{guids.gsub("%", "%%")})
          SQL
        end
      end

      # Nobody who is logged in follows, ignores and hides nothing.
      def viewer
        @viewer ||= begin
          handle = @connection.quote(@question[:viewer].to_s)
          row = @connection.select_one("SELECT id AS person, owner_id AS user FROM people WHERE diaspora_handle = #{handle}")
          { user: row && row["user"] || 0, person: row ? row["person"] : 0 }
        end
      end
    end
  end
end
