# frozen_string_literal: true

require "active_record"

# What stands for the pod's own model.
class Post < ActiveRecord::Base
  self.inheritance_column = nil
  attr_accessor :user_like
end

# The pod's streams, by the statements that diaspora* sends (diaspora-behaviour §17).
module Stream
  # What they have in common.
  class Base
    CLEAN = "p.author_id NOT IN (SELECT person_id FROM blocks WHERE user_id = %<user>d)"
    SHOWN = "p.id NOT IN (SELECT found[1]::integer FROM users, regexp_matches(hidden_shareables, '''([0-9]+)''', 'g') " \
            "AS found WHERE users.id = %<user>d)"
    SHARED = "LEFT OUTER JOIN share_visibilities sv ON sv.shareable_id = p.id AND sv.shareable_type = 'Post'"
    VISIBLE = "(sv.user_id = %<user>d OR p.public OR p.author_id = %<person>d)"
    TYPES = "p.type IN ('StatusMessage', 'Reshare')"

    attr_reader :user, :max_time
    attr_accessor :by_sql

    def initialize(user, max_time: Time.at(Time.now.to_i + 1), **more)
      @user = user
      @max_time = max_time
      more.each { |name, value| instance_variable_set("@#{name}", value) }
    end

    def stream_posts
      @by_sql = true
      posts(statement)
    end

    private

    def like_posts_for_stream!(posts)
      posts.each { |post| post.user_like = :asked }
    end

    # The end of every stream; who is not logged in ignores nobody.
    def page(condition, joins: "", order: "created_at", clean: user ? "#{CLEAN} AND #{SHOWN}" : "TRUE")
      "SELECT DISTINCT p.* FROM posts p #{joins} WHERE #{condition} AND p.#{order} < '%<time>s' AND #{TYPES} AND #{clean} " \
        "ORDER BY p.#{order} DESC, p.id DESC LIMIT 15"
    end

    def posts(sql, **more)
      Post.find_by_sql(filled(sql, **more))
    end

    def ids(sql, **more)
      Post.connection.select_values(filled(sql, **more)).uniq
    end

    def filled(sql, **more)
      format(sql, { user: user&.id || 0, person: user&.person_id || 0, time: max_time.utc.strftime("%F %T") }.merge(more))
    end

    # Q1: the list of people's posts, before anything is filtered.
    def candidates(aspects, all:)
      some = all ? "" : "AND (av.aspect_id IN (#{aspects}) OR p.public)"
      join = all ? "" : "LEFT OUTER JOIN aspect_visibilities av ON av.shareable_id = p.id AND av.shareable_type = 'Post'"
      ids(<<~SQL)
        SELECT id FROM (
          (SELECT DISTINCT p.id, p.updated_at, p.created_at FROM posts p #{SHARED}
            WHERE p.author_id IN (SELECT DISTINCT people.id FROM people JOIN contacts ON contacts.person_id = people.id
                JOIN aspect_memberships am ON am.contact_id = contacts.id WHERE am.aspect_id IN (#{aspects}))
              AND ((sv.user_id = %<user>d AND sv.hidden = false) OR p.public) AND #{TYPES} AND p.created_at < '%<time>s'
            ORDER BY p.created_at DESC LIMIT 15)
          UNION ALL
          (SELECT DISTINCT p.id, p.updated_at, p.created_at FROM posts p #{join}
            WHERE p.author_id = %<person>d AND #{TYPES} #{some} AND p.created_at < '%<time>s'
            ORDER BY p.created_at DESC LIMIT 15)
          ORDER BY created_at DESC LIMIT 15) AS both_lists
      SQL
    end

    def mentions
      page("p.type = 'StatusMessage' AND #{VISIBLE} AND m.person_id = %<person>d",
           joins: "JOIN mentions m ON m.mentions_container_id = p.id AND m.mentions_container_type = 'Post' #{SHARED}",
           clean: "TRUE")
    end

    def tagged(which)
      page("p.type = 'StatusMessage' AND #{VISIBLE} AND #{which}",
           joins: "JOIN taggings t ON t.taggable_id = p.id AND t.taggable_type = 'Post' #{SHARED}")
    end

    def among(ids)
      page("p.id IN (#{(ids + [0]).join(", ")})")
    end

    def all_aspects
      "SELECT id FROM aspects WHERE user_id = %<user>d"
    end
  end

  # Q1 to Q5, the spotlight aside.
  class Multi < Base
    private

    def statement
      tagged = page("p.type = 'StatusMessage' AND p.public AND t.tag_id IN " \
                    "(SELECT tag_id FROM tag_followings WHERE user_id = %<user>d)",
                    joins: "JOIN taggings t ON t.taggable_id = p.id AND t.taggable_type = 'Post'")
      among(candidates(all_aspects, all: true) | [tagged, mentions].flat_map { |sql| posts(sql).map(&:id) })
    end
  end

  # Q1 and Q6.
  class Aspect < Base
    attr_accessor :aspect_ids

    private

    def statement
      all = posts("SELECT id FROM aspects WHERE user_id = %<user>d").size == aspect_ids.size
      among(candidates(aspect_ids.join(", "), all: all))
    end
  end

  # Q7.
  class FollowedTag < Base
    private

    def statement
      tagged("t.tag_id IN (SELECT tag_id FROM tag_followings WHERE user_id = %<user>d)")
    end
  end

  # Q7, of one tag.
  class Tag < Base
    attr_reader :tag_name

    private

    def statement
      tagged("t.tag_id IN (SELECT id FROM tags WHERE name = #{Post.connection.quote(tag_name)})")
    end
  end

  # Q3.
  class Mention < Base
    private

    def statement
      mentions.sub(" AND TRUE ORDER", " AND #{CLEAN} AND #{SHOWN} ORDER")
    end
  end

  # Q11.
  class Likes < Base
    private

    def statement
      page("l.positive AND l.author_id = %<person>d",
           joins: "JOIN likes l ON l.target_id = p.id AND l.target_type = 'Post'")
    end
  end

  # Q11.
  class Comments < Base
    private

    def statement
      page("c.author_id = %<person>d", joins: "JOIN comments c ON c.commentable_id = p.id AND c.commentable_type = 'Post'")
    end
  end

  # Q8.
  class Activity < Base
    private

    def statement
      page("(pa.author_id = %<person>d OR p.author_id = %<person>d)", order: "interacted_at",
           joins: "LEFT JOIN participations pa ON pa.target_id = p.id AND pa.target_type = 'Post'")
    end
  end

  # Q9.
  class Public < Base
    private

    def statement
      page("p.public")
    end
  end

  # Q9.
  class LocalPublic < Base
    private

    def statement
      page("p.public AND EXISTS (SELECT 1 FROM people WHERE people.id = p.author_id AND pod_id IS NULL)")
    end
  end

  # Q10; of one's own posts all.
  class Person < Base
    attr_reader :person

    private

    def statement
      page("p.author_id = #{person.id} AND #{VISIBLE}", joins: SHARED, clean: user ? SHOWN : "TRUE")
    end
  end
end
