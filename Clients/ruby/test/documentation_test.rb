# frozen_string_literal: true

require "minitest/autorun"

# Whatever others may call says in a comment, for YARD, what it is.
class DocumentationTest < Minitest::Test
  # What Ruby itself calls, by names whose meaning is known.
  KNOWN = /class <<|def (?:self\.)?(?:initialize|method_missing|respond_to_missing\?)/.freeze

  def test_everything_public_has_a_comment
    files = Dir[File.expand_path("../lib/**/*.rb", __dir__)]
    assert_operator(files.size, :>, 20)
    assert_empty(files.flat_map { |file| silent(file) })
  end

  private

  # The lines that say nothing of themselves; below `private` all may be silent.
  def silent(file)
    lines = File.readlines(file)
    is_public = true
    lines.each_index.select do |index|
      is_public = false if lines[index].match?(/^\s*private\s*$/)
      is_public = true if lines[index].match?(/^\s*(?:class|module)\b/)
      is_public && lines[index].match?(/^\s*(?:class|def|attr_\w+)\s/) && !lines[index].match?(KNOWN) &&
        !lines[index - 1].match?(/^\s*#/) && lines[index..index + 15].grep(/private_class_method/).empty?
    end.map { |index| "#{file}:#{index + 1}: #{lines[index].strip}" }
  end
end
