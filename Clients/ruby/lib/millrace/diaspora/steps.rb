# frozen_string_literal: true

module Millrace
  module Diaspora
    # The tables in the order in which they are told: what something hangs on goes before it.
    module Steps
      # The user's ID, where `user_id` says whose row it is.
      USER = "(SELECT diaspora_handle FROM people WHERE people.owner_id = %s)"
      # The author's ID.
      AUTHOR = "(SELECT diaspora_handle FROM people WHERE people.id = %s)"
      # Of local users, who may see something limited, and of its author's aspects, which it was posted to.
      AUDIENCE = <<~SQL
        (SELECT json_agg(DISTINCT people.diaspora_handle) FROM share_visibilities v
          JOIN people ON people.owner_id = v.user_id
          WHERE v.shareable_type = '%<type>s' AND v.shareable_id = %<id>s) AS recipients,
        (SELECT json_agg(DISTINCT people.diaspora_handle) FROM share_visibilities v
          JOIN people ON people.owner_id = v.user_id
          WHERE v.shareable_type = '%<type>s' AND v.shareable_id = %<id>s AND v.hidden) AS hidden_from,
        (SELECT json_agg(DISTINCT v.aspect_id::text) FROM aspect_visibilities v
          WHERE v.shareable_type = '%<type>s' AND v.shareable_id = %<id>s) AS aspects
      SQL
      MENTIONS = <<~SQL
        (SELECT json_agg(people.diaspora_handle ORDER BY m.id) FROM mentions m JOIN people ON people.id = m.person_id
          WHERE m.mentions_container_type = '%s' AND m.mentions_container_id = %s) AS mentions
      SQL
      PHOTO = "'guid', ph.guid, 'text', ph.text, 'public', ph.public, 'row_id', ph.id, 'width', ph.width, " \
              "'height', ph.height, 'remote_photo_path', ph.remote_photo_path, " \
              "'remote_photo_name', ph.remote_photo_name, 'created_at', %s"
      # What PostgreSQL's `to_char` makes a time of ISO 8601 with.
      TIME = "to_char(%s, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
      PHOTOS = <<~SQL
        (SELECT json_agg(json_build_object(#{format(PHOTO, format(TIME, "ph.created_at"))}) ORDER BY ph.id)
          FROM photos ph WHERE ph.status_message_guid = p.guid AND ph.author_id = p.author_id
            AND ph.remote_photo_path IS NOT NULL AND ph.remote_photo_name IS NOT NULL) AS photos
      SQL
      LOCATION = <<~SQL
        (SELECT json_build_object('address', l.address, 'lat', l.lat, 'lng', l.lng) FROM locations l
          WHERE l.status_message_id = p.id ORDER BY l.id LIMIT 1) AS location
      SQL
      POLL = <<~SQL
        (SELECT json_build_object('guid', polls.guid, 'question', polls.question, 'row_id', polls.id, 'poll_answers',
            (SELECT json_agg(json_build_object('guid', a.guid, 'answer', a.answer, 'row_id', a.id) ORDER BY a.id)
              FROM poll_answers a WHERE a.poll_id = polls.id))
          FROM polls WHERE polls.status_message_id = p.id ORDER BY polls.id LIMIT 1) AS poll
      SQL

      class << self
        # @return [Array<Step>] all of them
        def all(private_keys:, spotlight:)
          accounts(private_keys, spotlight) + relations + [posts, photos, comments, likes, votes, participations, hides]
        end

        private

        def accounts(private_keys, spotlight)
          [
            people,
            Step.new("users", "users u", "p.diaspora_handle AS user, u.show_community_spotlight_in_stream AS spotlight" \
                     "#{", u.serialized_private_key AS key" if private_keys}",
                     joins: "JOIN people p ON p.owner_id = u.id", only: "NOT p.closed_account") do |row|
              change = { op: "user.put", id: row["user"], community_spotlight: spotlight && row["spotlight"] }
              change[:private_key] = row["key"] if row["key"].to_s != ""
              [change]
            end,
            Step.new("spotlight", "roles r", "#{format(AUTHOR, "r.person_id")} AS person",
                     only: "r.name = 'spotlight'") { |row| [{ op: "spotlight.put", person: row["person"] }] }
          ]
        end

        def people
          columns = <<~SQL
            p.guid, p.diaspora_handle, p.serialized_public_key AS key, p.closed_account AS closed, pr.first_name,
            pr.last_name, pr.image_url, pr.image_url_medium, pr.image_url_small, pr.bio, pr.location, pr.searchable,
            pr.nsfw, (SELECT json_agg(tags.name ORDER BY t.id) FROM taggings t JOIN tags ON tags.id = t.tag_id
              WHERE t.taggable_type = 'Profile' AND t.taggable_id = pr.id) AS tags
          SQL
          Step.new("people", "people p", columns, joins: "LEFT JOIN profiles pr ON pr.person_id = p.id") do |row|
            next [{ op: "person.put", id: row["diaspora_handle"], guid: row["guid"] },
                  { op: "person.close", id: row["diaspora_handle"] }] if row["closed"]

            change = { op: "person.put", id: row["diaspora_handle"], guid: row["guid"], row_id: row["id"],
                       first_name: cut(row["first_name"], 32), last_name: cut(row["last_name"], 32),
                       bio: cut(row["bio"], 65_535), location: cut(row["location"], 255),
                       searchable: row["searchable"] != false, nsfw: row["nsfw"] == true,
                       tags: list(row["tags"]).first(5) }
            %w[image_url image_url_medium image_url_small].each { |name| change[name] = short(row[name], 2_048) }
            change[:public_key] = row["key"] if row["key"].to_s != ""
            [change]
          end
        end

        def relations
          [
            Step.new("aspects", "aspects a", "#{format(USER, "a.user_id")} AS user, a.name") do |row|
              [{ op: "aspect.put", user: row["user"], aspect: row["id"].to_s, name: cut(row["name"], 255) }]
            end,
            Step.new("contacts", "contacts c", <<~SQL, only: "(c.sharing OR c.receiving)") do |row|
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

        def photos
          columns = <<~SQL
            ph.guid, ph.public, ph.text, ph.width, ph.height, ph.remote_photo_path, ph.remote_photo_name,
            #{format(AUTHOR, "ph.author_id")} AS author, #{format(TIME, "ph.created_at")} AS created_at,
            #{format(AUDIENCE, type: "Photo", id: "ph.id")}
          SQL
          only = "ph.status_message_guid IS NULL AND NOT ph.pending AND ph.remote_photo_path IS NOT NULL " \
                 "AND ph.remote_photo_name IS NOT NULL"
          Step.new("photos", "photos ph", columns, only: only) do |row|
            names = %w[guid public text width height remote_photo_path remote_photo_name author created_at]
            limited(entity("photo", row, row.slice(*names)), row, "Photo")
          end
        end

        def comments
          columns = <<~SQL
            c.guid, c.text, #{format(AUTHOR, "c.author_id")} AS author, po.guid AS parent_guid,
            #{format(TIME, "c.created_at")} AS created_at, #{format(MENTIONS, "Comment", "c.id")}
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

        def entity(type, row, data)
          change = { op: "entity", type: type, data: data, row_id: row["id"] }
          change[:mentions] = list(row["mentions"]) if row.key?("mentions") && type != "reshare"
          change[:interacted_at] = row["interacted_at"] if row["interacted_at"]
          change
        end

        # Who sees something limited, and from whom diaspora* hides it nevertheless.
        def limited(change, row, type)
          return [change] if row["public"]

          change[:recipients] = list(row["recipients"])
          change[:aspects] = list(row["aspects"])
          hidden = list(row["hidden_from"]).map do |user|
            { op: "visibility.put", user: user, type: type, guid: row["guid"], hidden: true }
          end
          [change] + hidden
        end

        def parsed(json)
          json.is_a?(String) ? JSON.parse(json) : json
        end

        def list(json)
          parsed(json) || []
        end

        def cut(text, length)
          text && text[0, length]
        end

        # A URL that is cut is none.
        def short(text, length)
          text if text && text.length <= length
        end
      end
    end
  end
end
