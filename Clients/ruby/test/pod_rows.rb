# frozen_string_literal: true

require "active_record"

# The pod's tables, as its models write them, as far as streams are concerned.
module PodRows
  # Its own models have more in them.
  class Row < ActiveRecord::Base
    self.abstract_class = true
    self.inheritance_column = nil
  end

  %w[Person Profile User Aspect Contact AspectMembership Block Tag Tagging TagFollowing Post ShareVisibility
     AspectVisibility Photo Poll PollAnswer PollParticipation Comment Like Mention Participation OEmbedCache
     OpenGraphCache AccountMigration].each do |name|
    model = Class.new(Row)
    const_set(name, model)
    model.table_name = { "Person" => "people", "OEmbedCache" => "o_embed_caches" }
                       .fetch(name) { ActiveSupport::Inflector.tableize(name) }
  end
end
