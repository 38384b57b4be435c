# frozen_string_literal: true

require "engine"

# Puma's cluster, Sidekiq and Spring fork: a child must not disturb what its parent is talking of.
class ForkTest < EngineTest
  FORKS = 1_000

  # An answer names what was asked for, so that one that went astray is noticed.
  def ask(name)
    @client.stream_read(stream: "person", person: "#{name}@pod.example")
    false
  rescue Millrace::NotFound => e
    e.message.include?(name)
  end

  def test_a_thousand_forks_in_the_middle_of_requests
    done = false
    askers = Array.new(3) do |thread|
      Thread.new do
        turn = 0
        until done
          turn += 1
          raise "An answer went astray." unless ask("parent#{thread}x#{turn}")
        end
        turn
      end
    end
    FORKS.times.each_slice(20) do |numbers|
      children = numbers.map do |number|
        fork do
          right = ask("child#{number}") && ask("child#{number}again")
          exit!(right ? 0 : 1)
        end
      end
      children.each { |pid| assert_predicate Process.wait2(pid).last, :success? }
    end
    done = true
    assert_operator askers.sum(&:value), :>, 0
  end

  def test_a_fork_inside_a_pipeline_leaves_the_parent_its_answers
    results = @client.pipeline do |batch|
      100.times { batch.engine_status }
      pid = fork { exit!(ask("inner") ? 0 : 1) }
      assert_predicate Process.wait2(pid).last, :success?
    end
    assert_equal 100, results.size
  end
end
