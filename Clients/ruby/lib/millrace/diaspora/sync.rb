# frozen_string_literal: true

module Millrace
  module Diaspora
    # Tells the engine all that the pod has, and removes from it what the pod has not.
    #
    # What was acknowledged is in the state's file, so a sync that was interrupted goes on there; what is told twice has
    # the effect of once.
    class Sync
      # What is compared. Saved streams are not the pod's, and so stay.
      SCOPES = %w[
        people users spotlight aspects contacts blocks tag_followings posts visibilities photos comments likes
        poll_participations participations hides
      ].freeze
      # How many rows are read at once.
      ROWS = 4_000
      # How many calls are sent at once.
      CALLS = 4
      # How long one window of calls may take, in seconds.
      DEADLINE = 120
      # How often a busy engine is asked again, and the first pause in seconds.
      TRIES = 8
      PAUSE = 0.25

      # @param client [Client]
      # @param state [State]
      # @param private_keys [Boolean] whether the engine gets users' keys, to receive and send in their names
      # @param spotlight [Boolean] whether the pod's setting `community_spotlight.enable` is on
      # @param pod [Hash, nil] the pod's `pod.put`
      # @param connection [ActiveRecord::ConnectionAdapters::AbstractAdapter]
      def initialize(client, state, private_keys: false, spotlight: false, pod: nil,
                     connection: ActiveRecord::Base.connection,
                     output: $stderr)
        @client = client
        @state = state
        @connection = connection
        @output = output
        @pod = pod
        @steps = Steps.sync(private_keys: private_keys, spotlight: spotlight, moves: Diaspora.moves?(connection))
      end

      # Runs the whole sync, or the rest of one.
      #
      # @return [Hash] `told`, `parked`, `refused` by reason, `removed` by scope
      def run
        place = unfinished || begin_anew
        begin
          tell(place)
        rescue CallError => e
          # Another sync began, or the engine has another ledger than before.
          raise unless e.reason == "sync_gone"

          tell(begin_anew)
        end
      end

      private

      def unfinished
        place = @state.read
        place if place && place["token"] && @steps[place["step"].to_i]&.name == place["name"]
      end

      def begin_anew
        @client.pod_apply(changes: [@pod], deadline: DEADLINE) if @pod
        token = @client.sync_begin(scopes: SCOPES, deadline: DEADLINE)["token"]
        place = { "token" => token, "step" => 0, "name" => @steps.first.name, "after" => 0, "told" => 0, "parked" => 0,
                  "refused" => {} }
        @state.write(place)
        place
      end

      def tell(place)
        total = @steps.sum { |step| step.count(@connection) }
        progress = Progress.new(total, place["told"], output: @output)
        while (step = @steps[place["step"]])
          tell_rows(step, place, progress)
          following = @steps[place["step"] + 1]
          place.update("step" => place["step"] + 1, "name" => following&.name, "after" => 0)
          @state.write(place) if following
        end
        finished(place)
      ensure
        progress&.finish
      end

      # While the engine takes some rows, the next are read.
      def tell_rows(step, place, progress)
        rows, calls = read(step, place["after"])
        until rows.empty?
          following = nil
          calls.each_slice(CALLS) { |window| send_window(window, place, -> { following ||= read(step, rows.last["id"]) }) }
          place["after"] = rows.last["id"]
          place["told"] += rows.size
          @state.write(place)
          progress.add(rows.size, step.name)
          rows, calls = following || read(step, place["after"])
        end
      end

      def read(step, after)
        rows = step.rows(@connection, after, ROWS)
        [rows, Calls.cut(rows.flat_map { |row| step.changes(row) })]
      end

      def send_window(window, place, meanwhile)
        results = patiently do
          @client.pipeline(deadline: DEADLINE, meanwhile: meanwhile) do |batch|
            window.each { |changes| batch.pod_apply(changes: changes, on_error: "skip", backfill: place["token"]) }
          end
        end
        results.each do |result|
          place["parked"] += (result["parked"] || []).size
          (result["refused"] || []).each do |refusal|
            place["refused"][refusal["reason"]] = place["refused"].fetch(refusal["reason"], 0) + 1
          end
        end
      end

      def patiently
        pause = PAUSE
        tries = 0
        begin
          yield
        rescue Busy
          tries += 1
          raise if tries == TRIES

          sleep(pause)
          pause *= 2
          retry
        end
      end

      def finished(place)
        ended = @client.sync_end(token: place["token"], deadline: 600)
        result = { "told" => place["told"], "parked" => place["parked"], "refused" => place["refused"],
                   "removed" => ended["removed"], "seq" => ended["seq"] }
        @state.write(result.merge("finished_at" => Time.now.utc.strftime("%FT%TZ")))
        result
      end
    end
  end
end
