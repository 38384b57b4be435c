# frozen_string_literal: true

require "json"

module Millrace
  module Diaspora
    # Asks the engine for what SQL has answered, and counts where they differ, and why. It never raises.
    class Shadow
      # Streams in which SQL shows what the viewer may no longer see (Docs/deviations.md, §2.2).
      UNCHECKED = %w[liked commented activity].freeze
      # Streams for which SQL takes candidates before it filters them (Docs/deviations.md, §2.3 and §2.4).
      CANDIDATES = %w[home aspects].freeze
      # What no listed deviation explains.
      UNEXPLAINED = "unexplained"

      def initialize(client, logger = nil)
        @client = client
        @logger = logger
        @lock = Mutex.new
        @counts = Hash.new(0)
      end

      # @return [Hash] `same`, `failed` and `different`, how many pages; and how many posts differ for each reason
      def counts
        @lock.synchronize { @counts.dup }
      end

      # @param question [Hash] the parameters of `stream.read`
      # @param posts [Array] what SQL gave, newest first
      def compare(question, posts)
        page = @client.protect(->(_) {}) { @client.stream_read(**question) }
        return count("failed") unless page

        differences = differences(question, posts, page["items"])
        return count("same") if differences.empty?

        count("different", *differences.map { |difference| difference[:reason] })
        @logger&.warn("millrace: #{JSON.generate(question: question, differences: differences)}")
      rescue Millrace::Error
        count("failed")
      end

      private

      def count(*words)
        @lock.synchronize { words.each { |word| @counts[word] += 1 } }
      end

      def differences(question, posts, items)
        ours = items.map { |item| item["guid"] }
        theirs = posts.map(&:guid)
        return [] if ours == theirs
        return order(posts, ours) if ours.sort == theirs.sort

        (theirs - ours).map { |guid| { guid: guid, only: "sql", reason: why_only_sql(question, guid, items) } } +
          (ours - theirs).map { |guid| { guid: guid, only: "engine", reason: why_only_engine(question, posts, ours) } }
      end

      # Of the same posts in another order: posts of one time have no order in SQL (§2.1(5)).
      def order(posts, ours)
        column = posts.to_h { |post| [post.guid, post.created_at] }
        same_times = posts.map(&:created_at) == ours.map { |guid| column[guid] }
        [{ reason: same_times ? "order_of_one_time" : UNEXPLAINED }]
      end

      def why_only_sql(question, guid, items)
        asked = question.reject { |name, _| name == :limit }
        told = @client.protect(->(_) {}) { @client.stream_explain(**asked, guid: guid) }
        return "not_asked" unless told
        return "pushed_off_the_page" if told["in_stream"] && items.size == question[:limit]
        return "visibility_checked_again" if told["missing"] == ["not_visible"] && UNCHECKED.include?(question[:stream])

        UNEXPLAINED
      end

      def why_only_engine(question, posts, ours)
        return "filters_before_limit" if posts.size < question[:limit] && ours.size > posts.size
        return "no_gaps" if CANDIDATES.include?(question[:stream])
        # What SQL shows against the rules takes the places of others.
        return "visibility_checked_again" if UNCHECKED.include?(question[:stream])

        UNEXPLAINED
      end
    end
  end
end
