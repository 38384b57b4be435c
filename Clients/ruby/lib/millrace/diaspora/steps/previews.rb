# frozen_string_literal: true

module Millrace
  module Diaspora
    module Steps
      # What an object of `open_graph_cache` has (diaspora-behaviour §13.1).
      OPEN_GRAPH = %w[title ob_type image description url video_url].freeze

      class << self
        private

        # What the pod found behind the links of posts.
        def previews
          columns = <<~SQL
            p.guid, o.id AS o_embed, o.data, g.id AS open_graph, g.title, g.ob_type, g.image, g.url, g.description,
            g.video_url
          SQL
          joins = "LEFT JOIN o_embed_caches o ON o.id = p.o_embed_cache_id " \
                  "LEFT JOIN open_graph_caches g ON g.id = p.open_graph_cache_id"
          Step.new("previews", "posts p", columns, joins: joins, only: "coalesce(o.id, g.id) IS NOT NULL") do |row|
            change = { op: "preview.put", post: row["guid"] }
            change[:o_embed] = { data: o_embed(row["data"]) } if row["o_embed"]
            change[:open_graph] = row.slice(*OPEN_GRAPH) if row["open_graph"]
            [change]
          end
        end

        # As Rails writes a serialised Hash: YAML of texts and numbers. Whatever else it is, is none.
        def o_embed(text)
          value = YAML.safe_load(text.to_s, permitted_classes: [Symbol])
          value.is_a?(Hash) ? value : {}
        rescue Psych::Exception
          {}
        end
      end
    end
  end
end
