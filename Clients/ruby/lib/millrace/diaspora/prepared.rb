# frozen_string_literal: true

module Millrace
  module Diaspora
    # What PostgreSQL is asked with each write of the pod: it plans that once a connection, as planning takes longer than
    # answering.
    module Prepared
      TEXT = ActiveRecord::Type::String.new

      # @param sql [String] with `$1::bigint[]`, `$2::bigint` and so on
      # @param values [Array<Integer, Array<Integer>>] what stands for them
      # @return [ActiveRecord::Result]
      def self.run(connection, sql, *values)
        texts = values.map { |value| value.is_a?(Array) ? "{#{value.map { |one| Integer(one) }.join(",")}}" : Integer(value).to_s }
        # A pod behind a pool of connections may do without.
        unless connection.prepared_statements
          return connection.exec_query(sql.gsub(/\$(\d)(?=::)/) { connection.quote(texts[Regexp.last_match(1).to_i - 1]) })
        end

        binds = texts.map { |text| ActiveRecord::Relation::QueryAttribute.new("value", text, TEXT) }
        connection.exec_query(sql, "Millrace", binds, prepare: true)
      end
    end
  end
end
