# frozen_string_literal: true

# Loaded by the pod's Rakefile: `load Gem.loaded_specs["millrace"].full_gem_path + "/lib/tasks/millrace.rake"`.
namespace :millrace do
  client = -> { Millrace::Client.new(deadline: 60) }

  desc "Tell Millrace all that the pod has, or go on where that was interrupted"
  task attach: :environment do
    require "millrace/diaspora"
    state = Millrace::Diaspora::State.new(ENV.fetch("MILLRACE_STATE", "tmp/millrace-sync.json"))
    result = Millrace::Diaspora::Sync.new(
      client.call, state, private_keys: ENV["MILLRACE_PRIVATE_KEYS"] == "true",
                          spotlight: ENV["MILLRACE_SPOTLIGHT"] == "true"
    ).run
    puts "#{result["told"]} rows told, #{result["parked"]} wait for something."
    result["refused"].each { |reason, count| puts "#{count} refused: #{reason} (Docs/errors.md)" }
    result["removed"].each { |scope, count| puts "#{count} removed that the pod does not have: #{scope}" }
  rescue Millrace::Error => e
    abort "#{e.message}\nWhat was told is kept: rake millrace:attach goes on, once `millrace status` answers."
  end

  desc "Say whether Millrace answers, and when the pod was told last"
  task status: :environment do
    require "millrace/diaspora"
    status = client.call.engine_status
    puts "Millrace #{status["version"]} answers, seq #{status["seq"]}."
    state = Millrace::Diaspora::State.new(ENV.fetch("MILLRACE_STATE", "tmp/millrace-sync.json")).read
    if state.nil? then puts "The pod was never attached: rake millrace:attach."
    elsif state["finished_at"] then puts "The last sync ended at #{state["finished_at"]}."
    else puts "A sync was interrupted after #{state["told"]} rows: rake millrace:attach goes on."
    end
  rescue Millrace::Unreachable => e
    abort "Millrace does not answer: #{e.message}"
  end
end
