# frozen_string_literal: true

require "engine"

# Engines that die, come back or stand still.
class FailureTest < EngineTest
  def test_a_restart_under_load_loses_nothing_that_was_acknowledged
    client = Millrace::Client.new(@engine.socket, deadline: 600)
    acknowledged = Queue.new
    done = false
    writers = Array.new(4) do |thread|
      Thread.new do
        number = thread * 1_000_000
        until done
          number += 1
          begin
            client.pod_apply(changes: [post(guid(number))])
            acknowledged << guid(number)
          rescue Millrace::Unreachable
            sleep 0.01
          end
        end
      end
    end
    3.times do
      before = acknowledged.size
      sleep 0.01 while acknowledged.size < before + 50
      @engine.kill
      @engine.start
    end
    before = acknowledged.size
    sleep 0.01 while acknowledged.size < before + 50
    done = true
    writers.each(&:join)
    guids = Array.new(acknowledged.size) { acknowledged.pop }
    found = client.pipeline { |batch| guids.each { |name| batch.post_read(guid: name) } }
    assert_equal guids, found.map { |answer| answer["item"]["guid"] }
  end

  def test_a_stalled_engine_is_given_up_and_asked_again_later
    breaker = Millrace::CircuitBreaker.new(threshold: 2, pause: 0.2)
    client = Millrace::Client.new(@engine.socket, deadline: 0.05, breaker: breaker)
    errors = []
    ask = -> { client.protect(->(error) { errors << error && :fallback }) { client.engine_status(deadline: 0.05) } }
    Process.kill(:STOP, @engine.pid)
    assert_equal %i[fallback fallback fallback], Array.new(3) { ask.call }
    assert_equal [Millrace::Timeout, Millrace::Timeout, NilClass], errors.map(&:class)
    assert_predicate breaker, :open?
    Process.kill(:CONT, @engine.pid)
    # After the pause one call tries, and everybody asks again; a slow machine may need some tries.
    patient = -> { client.protect(->(_) { :fallback }) { client.engine_status(deadline: 600) } }
    answer = patient.call
    answer = patient.call until answer.is_a?(Hash)
    refute_predicate breaker, :open?
  ensure
    Process.kill(:CONT, @engine.pid)
  end

  def test_an_error_that_is_an_answer_does_not_open_the_breaker
    breaker = Millrace::CircuitBreaker.new(threshold: 1)
    client = Millrace::Client.new(@engine.socket, deadline: 600, breaker: breaker)
    3.times do
      assert_raises(Millrace::NotFound) { client.protect(->(_) { flunk }) { client.post_read(guid: guid(1)) } }
    end
    refute_predicate breaker, :open?
  end

  def test_a_subscriber_hears_that_the_engine_is_gone
    subscription = @client.stream_subscribe(stream: "public")
    @engine.kill
    assert_raises(Millrace::Unreachable) { subscription.next(timeout: 600) }
    @engine.start
    # A connection that died with the engine is replaced without the caller's help.
    assert_kind_of Hash, @client.engine_status
  end
end
