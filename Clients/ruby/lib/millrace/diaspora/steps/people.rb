# frozen_string_literal: true

module Millrace
  module Diaspora
    module Steps
      class << self
        private

        # Who moved away is closed in the pod's tables too, and is told as moved: the posts go along, and what a user has goes
        # to the new account, if that is one of this pod's and the engine knows so.
        def people(moves)
          moved_to = <<~SQL
            (SELECT json_build_object('id', diaspora_handle, 'here', owner_id IS NOT NULL AND NOT closed_account)
              FROM account_migrations m JOIN people ON people.id = m.new_person_id
              WHERE m.old_person_id = p.id ORDER BY m.id LIMIT 1)
          SQL
          columns = <<~SQL
            p.guid, p.diaspora_handle, p.serialized_public_key AS key, p.closed_account AS closed,
            #{moves ? moved_to : "NULL"} AS moved_to, pr.first_name, pr.last_name, pr.image_url, pr.image_url_medium,
            pr.image_url_small, pr.bio, pr.location, pr.searchable, pr.nsfw,
            (SELECT json_agg(tags.name ORDER BY t.id) FROM taggings t JOIN tags ON tags.id = t.tag_id
              WHERE t.taggable_type = 'Profile' AND t.taggable_id = pr.id) AS tags
          SQL
          Step.new("people", "people p", columns, joins: "LEFT JOIN profiles pr ON pr.person_id = p.id") do |row|
            row["closed"] ? closed(row) : [person(row)]
          end
        end

        def closed(row)
          id = row["diaspora_handle"]
          put = { op: "person.put", id: id, guid: row["guid"] }
          moved_to = parsed(row["moved_to"]) or return [put, { op: "person.close", id: id }]
          account = { op: "user.put", id: moved_to["id"] } if moved_to["here"]
          [put, account, { op: "person.migrate", from: id, to: moved_to["id"] }].compact
        end

        def person(row)
          change = { op: "person.put", id: row["diaspora_handle"], guid: row["guid"], row_id: row["id"],
                     first_name: cut(row["first_name"], 32), last_name: cut(row["last_name"], 32),
                     bio: cut(row["bio"], 65_535), location: cut(row["location"], 255),
                     searchable: row["searchable"] != false, nsfw: row["nsfw"] == true,
                     tags: list(row["tags"]).first(5) }
          %w[image_url image_url_medium image_url_small].each { |name| change[name] = short(row[name], 2_048) }
          change[:public_key] = row["key"] if row["key"].to_s != ""
          change
        end

        def users(private_keys, spotlight)
          columns = "p.diaspora_handle AS user, u.show_community_spotlight_in_stream AS spotlight" \
                    "#{", u.serialized_private_key AS key" if private_keys}"
          Step.new("users", "users u", columns, joins: "JOIN people p ON p.owner_id = u.id",
                                                only: "NOT p.closed_account") do |row|
            change = { op: "user.put", id: row["user"], community_spotlight: spotlight && row["spotlight"] }
            change[:private_key] = row["key"] if row["key"].to_s != ""
            [change]
          end
        end

        def spotlights
          Step.new("spotlight", "roles r", "#{format(AUTHOR, "r.person_id")} AS person",
                   only: "r.name = 'spotlight'") { |row| [{ op: "spotlight.put", person: row["person"] }] }
        end
      end
    end
  end
end
