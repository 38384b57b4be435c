# frozen_string_literal: true

module Millrace
  module Diaspora
    module Steps
      class << self
        private

        # A comment moves its post up in the activity stream, and in the pod's tables only the post knows when.
        def comments
          columns = <<~SQL
            c.guid, c.text, #{format(AUTHOR, "c.author_id")} AS author, po.guid AS parent_guid,
            #{format(TIME, "c.created_at")} AS created_at, #{format(TIME, "po.interacted_at")} AS interacted_at,
            #{format(MENTIONS, "Comment", "c.id")}
          SQL
          Step.new("comments", "comments c", columns, joins: "JOIN posts po ON po.id = c.commentable_id",
                                                      only: "c.commentable_type = 'Post'") do |row|
            [entity("comment", row, row.slice("author", "guid", "parent_guid", "text", "created_at"))]
          end
        end

        def likes
          columns = <<~SQL
            l.guid, l.target_type AS parent_type, coalesce(po.guid, co.guid) AS parent_guid,
            #{format(AUTHOR, "l.author_id")} AS author, #{format(TIME, "l.created_at")} AS liked_at
          SQL
          joins = "LEFT JOIN posts po ON l.target_type = 'Post' AND po.id = l.target_id " \
                  "LEFT JOIN comments co ON l.target_type = 'Comment' AND co.id = l.target_id"
          only = "l.positive AND coalesce(po.guid, co.guid) IS NOT NULL"
          Step.new("likes", "likes l", columns, joins: joins, only: only) do |row|
            data = row.slice("author", "guid", "parent_guid", "parent_type").merge("positive" => true)
            [entity("like", row, data).merge(created_at: row["liked_at"])]
          end
        end

        def votes
          columns = "v.guid, #{format(AUTHOR, "v.author_id")} AS author, po.guid AS parent_guid, " \
                    "a.guid AS poll_answer_guid"
          joins = "JOIN polls po ON po.id = v.poll_id JOIN poll_answers a ON a.id = v.poll_answer_id"
          Step.new("poll_participations", "poll_participations v", columns, joins: joins) do |row|
            [entity("poll_participation", row, row.slice("author", "guid", "parent_guid", "poll_answer_guid"))]
          end
        end

        def participations
          columns = "#{format(AUTHOR, "pa.author_id")} AS person, po.guid AS post, pa.count"
          Step.new("participations", "participations pa", columns,
                   joins: "JOIN posts po ON po.id = pa.target_id", only: "pa.target_type = 'Post'") do |row|
            [{ op: "participation.put", person: row["person"], post: row["post"], count: [row["count"], 1].max }]
          end
        end
      end
    end
  end
end
