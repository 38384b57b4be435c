# frozen_string_literal: true

require "json"
require "millrace/diaspora/differences"

module Millrace
  module Diaspora
    # Asks the engine for what SQL has answered, and counts where they differ, and why. It never raises.
    #
    # Each difference is logged, and at times the counts: after 1, 10, 100, 1,000 pages, and then each 1,000. Who sees
    # nothing in the log is not compared.
    class Shadow
      def initialize(client, logger = nil)
        @client = client
        @logger = logger
        @lock = Mutex.new
        @counts = Hash.new(0)
        @pages = 0
      end

      # @return [Hash] `same`, `failed` and `different`, how many pages; and how many posts differ for each reason
      def counts
        @lock.synchronize { @counts.dup }
      end

      # @param question [Hash] the parameters of `stream.read`
      # @param posts [Array] what SQL gave, newest first
      def compare(question, posts)
        count(*outcome(question, posts))
      rescue Millrace::Error
        count("failed")
      rescue StandardError => e
        @logger&.warn("millrace: nothing was compared: #{e.class}: #{e.message.lines.first&.chomp}")
        count("failed")
      end

      private

      def outcome(question, posts)
        page = @client.protect(->(_) {}) { @client.stream_read(**question) }
        return ["failed"] unless page

        differences = Differences.new(question, posts.map(&:guid), page["items"].map { |item| item["guid"] }).all
        return ["same"] if differences.empty?

        @logger&.warn("millrace: #{JSON.generate(question: question, differences: differences)}")
        ["different", *differences.map { |difference| difference[:reason] }]
      end

      def count(*words)
        summary = @lock.synchronize do
          words.each { |word| @counts[word] += 1 }
          @pages += 1
          JSON.generate(compared: @pages, counts: @counts) if @pages % 1_000 == 0 || [1, 10, 100].include?(@pages)
        end
        @logger&.info("millrace: #{summary}") if summary
      end
    end
  end
end
