# frozen_string_literal: true

require "millrace/diaspora/watch"

module Millrace
  module Diaspora
    # Notes in the pod's database, in the transaction that writes a row, that the engine has to be told of it: whoever
    # writes it and however, with callbacks or without, and whatever dies right after.
    #
    # All of it is in a PostgreSQL schema of its own, `millrace`. It takes one INSERT for each statement that changes
    # something which matters, and can never fail the pod: what goes wrong in it is a warning in PostgreSQL's log, and a row in
    # `millrace.faults`.
    module Triggers
      # Hidden posts are a column of the user. The GUIDs of those that are shown again.
      HIDDEN = "(SELECT hidden[1]::integer FROM regexp_matches(%s.hidden_shareables, '-\\s+[''\"]?([0-9]{1,9})', 'g') AS hidden)"
      UNHIDDEN = <<~SQL
        INSERT INTO millrace.due (kind, gone)
          SELECT 'hides', #{Watch.change("hide.delete", user: Watch::USER % "id", post: "posts.guid")}
          FROM changed JOIN former USING (id) JOIN posts ON posts.id IN (#{HIDDEN % "former"} EXCEPT #{HIDDEN % "changed"})
          WHERE changed.hidden_shareables IS DISTINCT FROM former.hidden_shareables;
        INSERT INTO millrace.due (kind, row_id) SELECT 'hides', id FROM changed JOIN former USING (id)
          WHERE changed.hidden_shareables IS DISTINCT FROM former.hidden_shareables;
      SQL
      # A preview is found some time after its post was written.
      PREVIEWED = <<~SQL
        INSERT INTO millrace.due (kind, row_id) SELECT 'previews', id FROM changed JOIN former USING (id)
          WHERE (changed.o_embed_cache_id, changed.open_graph_cache_id)
            IS DISTINCT FROM (former.o_embed_cache_id, former.open_graph_cache_id);
      SQL
      # A post may have its preview from the beginning.
      PREVIEWED_AT_FIRST = <<~SQL
        INSERT INTO millrace.due (kind, row_id) SELECT 'previews', id FROM changed
          WHERE coalesce(o_embed_cache_id, open_graph_cache_id) IS NOT NULL;
      SQL

      class << self
        # Makes all of them; those that are there are made anew.
        def install(connection)
          tables = Watch::ALL.map(&:table).select { |table| connection.table_exists?(table) }
          connection.transaction do
            connection.execute(<<~SQL)
              SET LOCAL client_min_messages = warning;
              CREATE SCHEMA IF NOT EXISTS millrace;
              CREATE TABLE IF NOT EXISTS millrace.due (id bigserial PRIMARY KEY, kind text NOT NULL, row_id bigint,
                gone json, since timestamptz NOT NULL DEFAULT now());
              CREATE TABLE IF NOT EXISTS millrace.state (single boolean PRIMARY KEY DEFAULT true CHECK (single),
                seq bigint NOT NULL DEFAULT 0, behind boolean NOT NULL DEFAULT true);
              CREATE TABLE IF NOT EXISTS millrace.faults (id bigserial PRIMARY KEY, source text NOT NULL, why text NOT NULL,
                since timestamptz NOT NULL DEFAULT now());
              CREATE SEQUENCE IF NOT EXISTS millrace.tellings START #{(Time.now.to_f * 1_000).to_i};
              INSERT INTO millrace.state DEFAULT VALUES ON CONFLICT DO NOTHING;
            SQL
            Watch::ALL.each { |watch| connection.execute(statements(watch)) if tables.include?(watch.table) }
          end
        end

        # Takes everything of it out of the pod's database.
        def remove(connection)
          connection.execute("SET client_min_messages = warning; DROP SCHEMA IF EXISTS millrace CASCADE; " \
                             "RESET client_min_messages")
        end

        # @return [Boolean] whether they are there, as this version makes them
        def installed?(connection)
          connection.select_value("SELECT to_regclass('millrace.tellings') IS NOT NULL") == true
        end

        # @return [Boolean] whether there is nothing of it, as before an attach and after {remove}
        def none?(connection)
          connection.select_value("SELECT to_regnamespace('millrace') IS NULL") == true
        end

        # What says that the pod may have written something that nobody noted, and that the engine has to be told everything.
        #
        # @return [Array<String>] a sentence for each; none if all is well
        def gaps(connection)
          return ["The pod was not attached by this version, or its schema millrace was removed."] unless installed?(connection)

          silent = silent_tables(connection)
          faults = faults(connection)
          [("Triggers are missing or disabled on: #{silent.join(", ")}." if silent.any?),
           *faults.map { |row| "Not noted of #{row["source"]}: #{row["count"]}, the last at #{row["last"]}: #{row["why"]}." }]
            .compact
        end

        # Forgets what {gaps} found, and notes that the engine has to be told everything; {install} comes before.
        def admit(connection)
          connection.execute("WITH known AS (DELETE FROM millrace.faults) UPDATE millrace.state SET behind = true")
        end

        private

        def silent_tables(connection)
          tables = connection.tables
          there = connection.select_values(<<~SQL)
            SELECT relname || ' ' || tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
              WHERE tgname LIKE 'millrace%' AND tgenabled IN ('O', 'A') AND pg_table_is_visible(pg_class.oid)
          SQL
          silent = Watch::ALL.select do |watch|
            events = { "insert" => inserted(watch), "update" => updated(watch), "delete" => deleted(watch) }
            events.any? { |event, body| !body.empty? && !there.include?("#{watch.table} millrace_#{event}") }
          end
          silent.map(&:table) & tables
        end

        def faults(connection)
          connection.select_all(<<~SQL).to_a
            SELECT source, count(*) AS count, max(since) AS last, (array_agg(why ORDER BY id DESC))[1] AS why
              FROM millrace.faults GROUP BY source ORDER BY source
          SQL
        end

        def statements(watch)
          trigger(watch.table, "INSERT", "NEW TABLE AS changed", inserted(watch)) +
            trigger(watch.table, "UPDATE", "OLD TABLE AS former NEW TABLE AS changed", updated(watch)) +
            trigger(watch.table, "DELETE", "OLD TABLE AS former", deleted(watch))
        end

        def trigger(table, event, tables, body)
          return "" if body.empty?

          name = "#{table}_#{event.downcase}"
          <<~SQL
            CREATE OR REPLACE FUNCTION millrace.#{name}() RETURNS trigger LANGUAGE plpgsql AS $millrace$
            BEGIN
              #{body}
              RETURN NULL;
            EXCEPTION WHEN OTHERS THEN
              RAISE WARNING 'millrace: % was not noted, run rake millrace:sync: %', TG_TABLE_NAME, SQLERRM;
              BEGIN
                INSERT INTO millrace.faults (source, why) VALUES (TG_TABLE_NAME, SQLERRM);
              EXCEPTION WHEN OTHERS THEN
                NULL;
              END;
              RETURN NULL;
            END $millrace$;
            DROP TRIGGER IF EXISTS millrace_#{event.downcase} ON #{table};
            CREATE TRIGGER millrace_#{event.downcase} AFTER #{event} ON #{table} REFERENCING #{tables}
              FOR EACH STATEMENT EXECUTE FUNCTION millrace.#{name}();
          SQL
        end

        def inserted(watch)
          told(watch.tells, "changed") + (watch.table == "posts" ? PREVIEWED_AT_FIRST : "")
        end

        def updated(watch)
          more = { "users" => UNHIDDEN, "posts" => PREVIEWED }.fetch(watch.table, "")
          return more if watch.columns.empty?

          columns = ->(row) { watch.columns.map { |column| "#{row}.#{column}" }.join(", ") }
          told(watch.tells, "changed JOIN former USING (id) WHERE (#{columns["changed"]}) IS DISTINCT FROM " \
                            "(#{columns["former"]})") + more
        end

        # What a row hung on may be gone with it, and then there is nothing to tell.
        def deleted(watch)
          gone = watch.gone && "INSERT INTO millrace.due (kind, gone) SELECT '#{watch.table}', change FROM " \
                               "(SELECT #{watch.gone} AS change FROM former) AS gone WHERE change IS NOT NULL;"
          "#{gone}#{told(watch.retells, "former")}"
        end

        def told(steps, rows)
          steps.map do |kind, id|
            "INSERT INTO millrace.due (kind, row_id) SELECT DISTINCT '#{kind}', id FROM " \
              "(SELECT #{id} AS id FROM #{rows}) AS told WHERE id IS NOT NULL;"
          end.join
        end
      end
    end
  end
end
