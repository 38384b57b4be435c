# frozen_string_literal: true

# The pod has them by its Gemfile (Millrace::Diaspora::Railtie).
namespace :millrace do
  attachment = lambda do
    require "millrace/diaspora"
    state = Millrace::Diaspora::State.new(ENV.fetch("MILLRACE_STATE", "tmp/millrace-sync.json"))
    Millrace::Diaspora::Attachment.new(Millrace::Client.new(deadline: 60), state, logger: Rails.logger)
  end
  say = lambda do |result|
    puts "#{result["told"]} rows told, #{result["parked"]} wait for something." if result["told"]
    (result["refused"] || {}).each { |reason, count| puts "#{count} refused: #{reason} (Docs/errors.md)" }
    (result["removed"] || {}).each { |scope, count| puts "#{count} removed that the pod does not have: #{scope}" }
    puts "#{result["due"]} rows told that were written since."
  end

  desc "Tell Millrace all that the pod has, or go on where that was interrupted; from then on it is kept in step"
  task attach: :environment do
    say.call(attachment.call.attach)
  rescue Millrace::Error => e
    abort "#{e.message}\nWhat was told is kept: rake millrace:attach goes on, once `millrace status` answers."
  end

  desc "Tell Millrace what it was not told when it was written"
  task sync: :environment do
    say.call(attachment.call.sync)
  rescue Millrace::Error => e
    abort "#{e.message}\nWhat is due stays due."
  end

  desc "Go on telling Millrace what it was not told when it was written, until SIGTERM"
  task follow: :environment do
    goes_on = true
    %w[INT TERM].each { |signal| trap(signal) { goes_on = false } }
    attachment.call.follow { goes_on }
  end

  desc "Say whether Millrace answers, what it was not told yet, and whether it may be out of step"
  task status: :environment do
    puts attachment.call.standing
    status = Millrace::Client.new(deadline: 60).engine_status
    puts "Millrace #{status["version"]} answers, seq #{status["seq"]}."
  rescue Millrace::Unreachable => e
    abort "Millrace does not answer: #{e.message}"
  end

  desc "Take out of the pod's database what millrace:attach put there"
  task detach: :environment do
    attachment.call.detach
  end
end
