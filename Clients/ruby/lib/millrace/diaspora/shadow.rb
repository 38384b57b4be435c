# frozen_string_literal: true

require "json"
require "millrace/diaspora/differences"

module Millrace
  module Diaspora
    # Asks the engine for what SQL has answered, and counts where they differ, and why. It never raises.
    class Shadow
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

        differences = Differences.new(question, posts.map(&:guid), page["items"].map { |item| item["guid"] }).all
        return count("same") if differences.empty?

        count("different", *differences.map { |difference| difference[:reason] })
        @logger&.warn("millrace: #{JSON.generate(question: question, differences: differences)}")
      rescue Millrace::Error, ActiveRecord::ActiveRecordError
        count("failed")
      end

      private

      def count(*words)
        @lock.synchronize { words.each { |word| @counts[word] += 1 } }
      end
    end
  end
end
