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
      # @yieldparam row [Hash] a row, by the names of its columns
      # @yieldreturn [Array<Hash>] changes
      def initialize(name, table, columns, joins: "", only: "TRUE", &changes)
        @name = name
        @from = "#{table} #{joins} WHERE #{only}"
        @key = "#{table.split.last}.id"
        @columns = columns
        @changes = changes
      end

      # @return [Integer] how many rows there are
      def count(connection)
        connection.select_value("SELECT count(*) FROM #{@from}").to_i
      end

      # The rows behind an `id`, lowest first.
      #
      # @return [Array<Hash>]
      def rows(connection, after, limit)
        connection.select_all(<<~SQL).to_a
          SELECT #{@key} AS id, #{@columns} FROM #{@from} AND #{@key} > #{Integer(after)} ORDER BY #{@key} LIMIT #{limit}
        SQL
      end

      # @return [Array<Hash>] what tells of a row
      def changes(row)
        @changes.call(row)
      end
    end
  end
end
