# frozen_string_literal: true

require "json"
require "yaml"
require "millrace/diaspora/step"
require "millrace/diaspora/steps/columns"
require "millrace/diaspora/steps/people"
require "millrace/diaspora/steps/relations"
require "millrace/diaspora/steps/posts"
require "millrace/diaspora/steps/previews"
require "millrace/diaspora/steps/interactions"

module Millrace
  module Diaspora
    # The tables in the order in which they are told: what something hangs on goes before it.
    module Steps
      class << self
        # What a sync tells of.
        #
        # @param private_keys [Boolean] whether the engine gets users' keys
        # @param spotlight [Boolean] whether the pod has its community spotlight on
        # @param moves [Boolean] whether the pod has a table of accounts that moved, as it has since 0.7.3
        # @return [Array<Step>]
        def sync(private_keys:, spotlight:, moves:)
          [people(moves), users(private_keys, spotlight), spotlights] + relations +
            [posts, previews, photos, comments, likes, votes, participations, hides]
        end

        # What is told row by row: a sync tells of visibilities with their posts and photos.
        #
        # @return [Array<Step>]
        def live(**settings)
          sync(**settings).flat_map { |step| step.name == "comments" ? [visibilities, step] : [step] }
        end

        private

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
