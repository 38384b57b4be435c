# frozen_string_literal: true

require "json"

module Millrace
  module Diaspora
    # Cuts changes into calls that the engine takes: well below its 10,000 changes and 16 MiB.
    module Calls
      # The most changes of one.
      CHANGES = 4_000
      # Its bytes, the last change aside.
      BYTES = 4 << 20

      # @param changes [Array<Hash>]
      # @return [Array<Array<Hash>>]
      def self.cut(changes)
        bytes = 0
        changes.slice_when do |before, _|
          bytes += JSON.generate(before).bytesize
          (bytes > BYTES).tap { |is_full| bytes = 0 if is_full }
        end.flat_map { |part| part.each_slice(CHANGES).to_a }
      end
    end
  end
end
