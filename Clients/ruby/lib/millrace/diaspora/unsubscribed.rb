# frozen_string_literal: true

module Millrace
  module Diaspora
    # What a user does with somebody's post subscribes to it. Of what is told late that is not so if the user has unsubscribed
    # since, or did it as a person elsewhere and moved here.
    module Unsubscribed
      # The author and the post of each such row, by the step that tells of it; a reshare subscribes two.
      ACTS = {
        "comments" => "SELECT author_id, commentable_id FROM comments WHERE id = ANY (%s)",
        "likes" => "SELECT author_id, target_id FROM likes WHERE target_type = 'Post' AND id = ANY (%s)",
        "poll_participations" => "SELECT v.author_id, polls.status_message_id FROM poll_participations v " \
                                 "JOIN polls ON polls.id = v.poll_id WHERE v.id = ANY (%s)",
        "posts" => "SELECT unnest(ARRAY[p.author_id, root.author_id]), unnest(ARRAY[root.id, p.id]) FROM posts p " \
                   "JOIN posts root ON root.guid = p.root_guid WHERE p.id = ANY (%s)"
      }.freeze

      # @param ids [Hash{String => Array<Integer>}] the rows that are told of
      # @param changes [Array<Hash>] what is told of them
      # @return [Array<Hash>] changes that go behind them
      def self.changes(connection, ids, changes)
        told = ACTS.keys.select { |kind| ids[kind]&.any? } - subscribed(changes)
        return [] if told.empty?

        acts = told.each.with_index(1).map { |kind, place| format(ACTS[kind], "$#{place}::bigint[]") }
        sql = <<~SQL
          SELECT pe.diaspora_handle AS person, po.guid AS post FROM (#{acts.join(" UNION ")}) AS acts (author, post)
            JOIN people pe ON pe.id = acts.author AND pe.owner_id IS NOT NULL
            JOIN posts po ON po.id = acts.post AND po.author_id <> acts.author
            WHERE NOT EXISTS (SELECT 1 FROM participations pa
              WHERE pa.author_id = acts.author AND pa.target_type = 'Post' AND pa.target_id = acts.post)
        SQL
        Prepared.run(connection, sql, *ids.values_at(*told)).map { |row| { op: "participation.delete" }.merge(row) }
      end

      # The steps of which each act's subscription is told too, as what wrote the one wrote the other: nearly always.
      def self.subscribed(changes)
        subscriptions = changes.select { |change| change[:op] == "participation.put" }.map { |change| change.values_at(:person, :post) }
        %w[comment like].select do |type|
          acts = changes.select { |change| change[:type] == type }.map { |change| change[:data] }
          acts.reject! { |data| data["parent_type"] == "Comment" }
          (acts.map { |data| data.values_at("author", "parent_guid") } - subscriptions).empty?
        end.map { |type| "#{type}s" }
      end
      private_class_method :subscribed
    end
  end
end
