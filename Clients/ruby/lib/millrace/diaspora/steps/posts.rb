# frozen_string_literal: true

module Millrace
  module Diaspora
    module Steps
      class << self
        private

        def posts
          columns = <<~SQL
            p.guid, p.type, p.public, p.text, p.provider_display_name, p.root_guid,
            #{format(AUTHOR, "p.author_id")} AS author,
            (SELECT diaspora_handle FROM posts root JOIN people ON people.id = root.author_id
              WHERE root.guid = p.root_guid) AS root_author,
            #{format(TIME, "p.created_at")} AS created_at, #{format(TIME, "p.interacted_at")} AS interacted_at,
            #{format(AUDIENCE, type: "Post", id: "p.id")}, #{format(MENTIONS, "Post", "p.id")}, #{PHOTOS}, #{LOCATION},
            #{POLL}
          SQL
          Step.new("posts", "posts p", columns, only: "p.type IN ('StatusMessage', 'Reshare')") do |row|
            row["type"] == "Reshare" ? [entity("reshare", row, reshare(row))] : status_message(row)
          end
        end

        def reshare(row)
          data = row.slice("author", "guid", "created_at")
          data.update(row.slice("root_author", "root_guid")) if row["root_author"]
          data
        end

        def status_message(row)
          data = row.slice("author", "guid", "created_at", "public", "text")
          data["provider_display_name"] = cut(row["provider_display_name"], 255)
          data["photos"] = list(row["photos"]).map { |photo| photo.merge("author" => row["author"]) }
          data["location"] = parsed(row["location"])
          poll = parsed(row["poll"])
          data["poll"] = poll if poll && list(poll["poll_answers"]).size > 1
          limited(entity("status_message", row, data), row, "Post")
        end

        # One by one: who may see something limited.
        def visibilities
          columns = "#{format(USER, "v.user_id")} AS user, v.shareable_type AS type, v.hidden, " \
                    "coalesce(po.guid, ph.guid) AS guid"
          joins = "LEFT JOIN posts po ON v.shareable_type = 'Post' AND po.id = v.shareable_id " \
                  "LEFT JOIN photos ph ON v.shareable_type = 'Photo' AND ph.id = v.shareable_id"
          Step.new("visibilities", "share_visibilities v", columns,
                   joins: joins, only: "coalesce(po.guid, ph.guid) IS NOT NULL") do |row|
            [row.slice("user", "type", "guid", "hidden").merge(op: "visibility.put")]
          end
        end

        def photos
          columns = <<~SQL
            ph.guid, ph.public, ph.text, ph.width, ph.height, ph.remote_photo_path, ph.remote_photo_name,
            ph.status_message_guid, #{format(AUTHOR, "ph.author_id")} AS author, #{format(TIME, "ph.created_at")} AS created_at,
            #{format(AUDIENCE, type: "Photo", id: "ph.id")}
          SQL
          only = "NOT ph.pending AND ph.remote_photo_path IS NOT NULL AND ph.remote_photo_name IS NOT NULL"
          Step.new("photos", "photos ph", columns, only: only, sync: "ph.status_message_guid IS NULL") do |row|
            names = %w[guid public text width height remote_photo_path remote_photo_name status_message_guid author
                       created_at]
            limited(entity("photo", row, row.slice(*names)), row, "Photo")
          end
        end
      end
    end
  end
end
