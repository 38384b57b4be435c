# frozen_string_literal: true

module Millrace
  module Diaspora
    module Steps
      class << self
        private

        def relations
          [
            Step.new("aspects", "aspects a", "#{format(USER, "a.user_id")} AS user, a.name") do |row|
              [{ op: "aspect.put", user: row["user"], aspect: row["id"].to_s, name: cut(row["name"], 255) }]
            end,
            Step.new("contacts", "contacts c", <<~SQL, sync: "(c.sharing OR c.receiving)") do |row|
              #{format(USER, "c.user_id")} AS user, #{format(AUTHOR, "c.person_id")} AS person, c.sharing, c.receiving,
              (SELECT json_agg(m.aspect_id::text) FROM aspect_memberships m WHERE m.contact_id = c.id) AS aspects
            SQL
              [{ op: "contact.put", user: row["user"], person: row["person"], sharing: row["sharing"],
                 receiving: row["receiving"], aspects: list(row["aspects"]) }]
            end,
            Step.new("blocks", "blocks b", "#{format(USER, "b.user_id")} AS user, " \
                     "#{format(AUTHOR, "b.person_id")} AS person") do |row|
              [{ op: "block.put", user: row["user"], person: row["person"] }]
            end,
            Step.new("tag_followings", "tag_followings f", "#{format(USER, "f.user_id")} AS user, " \
                     "(SELECT name FROM tags WHERE tags.id = f.tag_id) AS tag") do |row|
              [{ op: "tag_following.put", user: row["user"], tag: row["tag"] }]
            end
          ]
        end

        # diaspora* keeps the ids of hidden posts in a column of the user, as YAML; whatever else may stand there, the ids
        # are its only quoted numbers.
        def hides
          columns = <<~SQL
            p.diaspora_handle AS user, (SELECT json_agg(posts.guid) FROM posts WHERE posts.id::text IN
              (SELECT found[1] FROM regexp_matches(u.hidden_shareables, '-\\s+[''"]?([0-9]+)', 'g') AS found)) AS posts
          SQL
          Step.new("hides", "users u", columns, joins: "JOIN people p ON p.owner_id = u.id",
                                                only: "u.hidden_shareables LIKE '%Post%'") do |row|
            list(row["posts"]).map { |guid| { op: "hide.put", user: row["user"], post: guid } }
          end
        end
      end
    end
  end
end
