# frozen_string_literal: true

require "json"

module Millrace
  module Diaspora
    # What the pod has written and the engine was not told yet, in the pod's own database ({Triggers}).
    #
    # It says which rows, not what happened to them: what is told is how they are when they are told, so that nothing
    # stale ever follows something newer, and telling twice has the effect of once. One process tells at a time. Each telling
    # has a higher number than the one before: what the engine still has of somebody who gave up it refuses after that.
    class Due
      # How many are told in one call.
      BATCH = 500
      # What others refer to comes first, for they are told as they are now. With them comes the number of their telling, which
      # is not given back by what fails.
      OLDEST = <<~SQL
        SELECT id, kind, row_id, gone, (SELECT nextval('millrace.tellings')) AS telling FROM millrace.due
          ORDER BY CASE kind WHEN 'people' THEN 1 WHEN 'users' THEN 2 WHEN 'aspects' THEN 3 ELSE 4 END, id LIMIT #{BATCH}
      SQL

      FORGET = "DELETE FROM millrace.due WHERE id = ANY ($1::bigint[])"
      REACH = "UPDATE millrace.state SET behind = behind OR $2::bigint < seq, seq = $2::bigint"

      # @return [Integer] how many changes the engine refused
      attr_reader :refused

      # @param client [Client]
      # @param settings [Hash] what {Diaspora.settings} gives
      # @param logger [#warn, nil] hears what the engine refuses
      def initialize(client, settings, connection: nil, logger: nil)
        @client = client
        @settings = settings
        @connection = connection
        @logger = logger
        @refused = 0
      end

      # @return [Boolean] whether there is anything to tell
      def any?
        Prepared.run(connection, "SELECT EXISTS (SELECT 1 FROM millrace.due)").rows.first.first
      end

      # @return [Hash] `count`, `since` when the oldest waits, and whether the pod is `behind` and needs a whole sync
      def status
        connection.select_one("SELECT count(*) AS count, min(since) AS since, " \
                              "(SELECT behind FROM millrace.state) AS behind FROM millrace.due")
      end

      # Tells everything.
      #
      # @param deadline [Float] how many seconds a call may take
      # @return [Integer] how many rows
      def tell(deadline: 60)
        total = 0
        loop do
          told = tell_some(deadline: deadline)
          return total if told.zero?

          total += told
        end
      end

      # Tells the oldest, people and accounts first, and forgets them when the engine has them on its disk.
      #
      # All is read at one point in time, after whoever told before has ended.
      #
      # @param deadline [Float] how many seconds to wait for others who tell, and for the engine
      # @return [Integer] how many rows
      # @raise [Error] if the engine could not be told; they stay due
      def tell_some(deadline:)
        tell_oldest(deadline)
      rescue Stale => e
        overtaken(e) if e.reason == "overtaken"
        raise
      end

      # Says that the engine knows all that the pod had until now.
      #
      # @param seq [Integer] where the engine's ledger was then
      def synced(seq)
        connection.execute("UPDATE millrace.state SET behind = false, seq = #{Integer(seq)}")
      end

      private

      # Each write of the pod waits for this, and so PostgreSQL is asked as little as can be: to begin, to wait and read what is
      # due, once a step, to forget, and to end.
      def tell_oldest(deadline)
        raise ActiveRecord::TransactionIsolationError, "It is told after the commit." if connection.transaction_open?

        connection.transaction do
          rows = take(deadline)
          next 0 if rows.empty?

          changes = changes(rows)
          seq = changes.empty? ? nil : apply(changes, rows.first["telling"], deadline)
          forget(rows, seq)
          rows.size
        end
      end

      # Nobody waits for this transaction's commit to be on the disk: what is forgotten again is told twice.
      def take(deadline)
        connection.execute(<<~SQL).to_a
          SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
          SET LOCAL lock_timeout = #{(deadline * 1000).ceil};
          SET LOCAL synchronous_commit = off;
          LOCK TABLE millrace.state IN EXCLUSIVE MODE;
          #{OLDEST}
        SQL
      end

      # A ledger that counts from further back than before is another one, or an old copy: what it was told is lost.
      def forget(rows, seq)
        ids = rows.map { |row| row["id"] }
        return Prepared.run(connection, FORGET, ids) unless seq

        Prepared.run(connection, "WITH told AS (#{FORGET}) #{REACH}", ids, seq)
      end

      # Whoever tells has the highest number, unless the pod's database is a copy that is older than what the engine knows.
      def overtaken(error)
        connection.execute("UPDATE millrace.state SET behind = true")
        newest = Integer(error.data.fetch("newest"))
        connection.select_value("SELECT setval('millrace.tellings', greatest(nextval('millrace.tellings'), #{newest}))")
      end

      def connection
        @connection || ActiveRecord::Base.connection
      end

      # What is gone comes before what is there: a row that was made anew for the same person or post is told as it is now.
      # Before both come people: an account that moved takes all that hung on it along, and what is gone may be gone from
      # the new one.
      def changes(rows)
        gone = rows.map { |row| row["gone"] }.compact.map { |json| JSON.parse(json, symbolize_names: true) }.select { |change| whole?(change) }
        ids = rows.reject { |row| row["gone"] }.group_by { |row| row["kind"] }
        ids.transform_values! { |some| some.map { |row| row["row_id"] }.uniq }
        people, others = steps.partition { |step| step.name == "people" }.map do |some|
          some.flat_map do |step|
            step.find(connection, ids.fetch(step.name, [])).flat_map { |row| step.changes(row) }
          end
        end
        people + gone + others + Unsubscribed.changes(connection, ids, others)
      end

      # What a row that is gone hung on may be gone with it, and then needs no telling.
      def whole?(value)
        value.is_a?(Hash) ? value.values.all? { |part| whole?(part) } : !value.nil?
      end

      def steps
        @steps ||= Steps.live(**@settings.slice(:private_keys, :spotlight), moves: Diaspora.moves?(connection))
      end

      def apply(changes, telling, deadline)
        results = @client.pipeline(deadline: deadline) do |batch|
          Calls.cut(changes).each { |part| batch.pod_apply(changes: part, on_error: "skip", telling: telling) }
        end
        results.zip(Calls.cut(changes)).each do |result, part|
          (result["refused"] || []).each { |refusal| refuse(part[refusal["index"]], refusal["reason"]) }
        end
        results.last["seq"]
      end

      # Telling it again would not help. It is rare: the pod's rules are the engine's.
      def refuse(change, reason)
        # What hung on something that was retracted, or on an account that is closed, went with it.
        return if %w[target_retracted account_closed].include?(reason) && change[:op].end_with?(".delete")

        @refused += 1
        # Without texts: logs are read by more people than limited posts.
        name = change.slice(:op, :type, :user, :person, :post, :guid).merge(guid: change[:guid] || guid(change[:data])).compact
        @logger&.warn("millrace: refused as #{reason}: #{JSON.generate(name)}")
      end

      def guid(data)
        data && (data["guid"] || data[:target_guid])
      end
    end
  end
end
