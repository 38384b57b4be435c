# frozen_string_literal: true

module Millrace
  module Diaspora
    # Columns that several steps select.
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
    end
  end
end
