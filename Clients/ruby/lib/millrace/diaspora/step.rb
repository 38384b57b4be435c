# frozen_string_literal: true

module Millrace
  module Diaspora
    # One table of the pod, read in the order of its `id`, and the changes that tell of its rows.
    class Step
      # @return [String] what is told: `posts`
      attr_reader :name

      # @param table [String] the table, and the name that the columns give it: `posts p`
      # @param columns [String] what is selected beside `id`
      # @param joins [String] what else has to be there
      # @param only [String] which rows are meant
      # @param sync [String] which of these a sync tells by themselves: some stand in what another step tells
      # @yieldparam row [Hash] a row, by the names of its columns
      # @yieldreturn [Array<Hash>] changes
      def initialize(name, table, columns, joins: "", only: "TRUE", sync: "TRUE", &changes)
        @name = name
        @from = "#{table} #{joins} WHERE #{only}"
        @sync = sync
        @key = "#{table.split.last}.id"
        @columns = columns
        @changes = changes
      end

      # @return [Integer] how many rows a sync tells
      def count(connection)
        connection.select_value("SELECT count(*) FROM #{@from} AND #{@sync}").to_i
      end

      # The rows behind an `id`, lowest first, that a sync tells.
      #
      # @return [Array<Hash>]
      def rows(connection, after, limit)
        connection.select_all(sql("#{@sync} AND #{@key} > #{Integer(after)} ORDER BY #{@key} LIMIT #{Integer(limit)}")).to_a
      end

      # The rows of some `id`s that are there.
      #
      # @return [Array<Hash>]
      def find(connection, ids)
        return [] if ids.empty?

        Prepared.run(connection, sql("#{@key} = ANY ($1::bigint[]) ORDER BY #{@key}"), ids).to_a
      end

      # @return [Array<Hash>] what tells of a row
      def changes(row)
        @changes.call(row)
      end

      private

      def sql(condition)
        "SELECT #{@key} AS id, #{@columns} FROM #{@from} AND #{condition}"
      end
    end
  end
end
