# frozen_string_literal: true

require "json"

module Millrace
  module Diaspora
    # How far a sync has come, in a file: what was interrupted goes on there.
    class State
      # @return [String] the file
      attr_reader :path

      def initialize(path)
        @path = path
      end

      # @return [Hash, nil] what was saved, if anything, and if it can be read
      def read
        value = JSON.parse(File.read(@path))
        value if value.is_a?(Hash)
      rescue Errno::ENOENT, JSON::ParserError
        nil
      end

      # Forgets what was saved.
      def clear
        File.delete(@path)
      rescue Errno::ENOENT
        nil
      end

      # Replaces what was saved, as a whole or not at all.
      def write(value)
        temporary = "#{@path}.#{Process.pid}"
        File.open(temporary, File::WRONLY | File::CREAT | File::TRUNC, 0o600) do |file|
          file.write(JSON.generate(value))
          file.fsync
        end
        File.rename(temporary, @path)
      end
    end
  end
end
