# frozen_string_literal: true

require "engine"

# Calls, errors, pipelines and subscriptions.
class ClientTest < EngineTest
  def test_every_method_of_the_contract_is_a_method_with_all_parameters
    described = @client.rpc_discover["methods"].to_h do |method|
      [method["name"], method["params"].to_h { |param| [param["name"].to_sym, param["required"] == true] }]
    end
    described.each_value { |params| params.delete(:deadline_ms) }
    # Those have another shape here.
    described.delete("stream.unsubscribe")
    subscribing = described.delete("stream.subscribe").keys - %i[stream since at_least]
    assert_equal Millrace::Methods::STREAM.sort, subscribing.sort
    known = Millrace::Methods::TABLE.values.to_h do |name, required, optional|
      [name, required.to_h { |param| [param, true] }.merge(optional.to_h { |param| [param, false] })]
    end
    assert_equal described.keys.sort, known.keys.sort
    described.each { |name, params| assert_equal params.sort, known[name].sort, name }
  end

  def test_what_was_applied_is_read
    answer = @client.pod_apply(changes: [post(guid(1), "Über #cats 🐈")])
    page = @client.stream_read(stream: "tag", tag: "cats", viewer: ALICE, at_least: answer["seq"])
    assert_equal ["Über #cats 🐈"], page["items"].map { |item| item["text"] }
    assert_nil page["next"]
    assert_equal guid(1), @client.post_read(guid: guid(1))["item"]["guid"]
  end

  def test_arguments_are_checked_here
    assert_raises(ArgumentError) { @client.stream_read(viewer: ALICE) }
    assert_raises(ArgumentError) { @client.stream_read(stream: "home", veiwer: ALICE) }
    assert_raises(ArgumentError) { @client.stream_subscribe(stream: "home", veiwer: ALICE) }
  end

  def test_errors_have_classes_reasons_and_fields
    missing = assert_raises(Millrace::NotFound) { @client.post_read(guid: guid(9)) }
    assert_equal [-32_001, "not_found", false], [missing.code, missing.reason, missing.retryable?]
    invalid = assert_raises(Millrace::InvalidParameters) { @client.stream_read(stream: "home", viewer: 1) }
    assert_equal "viewer", invalid.field
    refused = assert_raises(Millrace::Rejected) do
      @client.pod_apply(changes: [post(guid(1)), post(guid(1), author: ALICE)])
    end
    assert_equal ["guid_taken", 1], [refused.reason, refused.index]
    assert_raises(Millrace::UnknownMethod) { @client.call("no.such.method") }
    assert_raises(Millrace::Stale) { @client.stream_read(stream: "public", at_least: 1_000_000) }
    assert_raises(Millrace::UnsupportedMedia) { @client.photo_process(data: "bm8gcGljdHVyZQ==") }
    absent = Millrace::Client.new("#{@engine.socket}.absent")
    assert_raises(Millrace::Unreachable) { absent.engine_status }
    assert_raises(Millrace::Unreachable) { Millrace::Client.new("/#{"x" * 200}").engine_status }
  end

  def test_a_pipeline_is_answered_call_by_call
    writes = @client.pipeline { |batch| 200.times { |number| batch.pod_apply(changes: [post(guid(number))]) } }
    assert_equal writes.map { |answer| answer["seq"] }.uniq.size, 200
    futures = []
    assert_raises(Millrace::NotFound) do
      @client.pipeline do |batch|
        200.times { |number| futures << batch.post_read(guid: guid(number)) }
        futures << batch.post_read(guid: "nothing-of-the-sort")
        # More than any buffer holds, so that both sides write while they read.
        futures << batch.call("no.such.method", { filler: "x" * 2_000_000 })
        futures.concat(Array.new(2_000) { batch.stream_read(stream: "public", limit: 15) })
      end
    end
    assert_equal guid(7), futures[7].value["item"]["guid"]
    assert_raises(Millrace::NotFound) { futures[200].value }
    assert_raises(Millrace::UnknownMethod) { futures[201].value }
    assert_equal 15, futures.last.value["items"].size
  end

  def test_threads_share_a_client
    answers = Array.new(24) do |thread|
      Thread.new do
        Array.new(50) do |turn|
          name = "nobody#{thread}x#{turn}@pod.example"
          error = assert_raises(Millrace::NotFound) { @client.stream_read(stream: "person", person: name) }
          error.message.include?(name)
        end
      end
    end.flat_map(&:value)
    assert_equal 1_200, answers.count(true)
  end

  def test_a_subscription_tells_what_happens_and_loses_nothing
    subscription = @client.stream_subscribe(stream: "public", viewer: ALICE)
    @client.pod_apply(changes: [post(guid(1))])
    event = subscription.next(timeout: 600)
    assert_equal ["added", guid(1), "text"], [event["event"], event["guid"], event["item"]["text"]]
    assert_raises(Millrace::Timeout) { subscription.next(timeout: 0.05) }
    subscription.close
    assert_nil subscription.next
    # What happened meanwhile is told first to who comes again.
    2.upto(4) { |number| @client.pod_apply(changes: [post(guid(number))]) }
    again = @client.stream_subscribe(stream: "public", since: subscription.seq)
    assert_equal [guid(2), guid(3), guid(4)], again.first(3).map { |told| told["guid"] }
    @client.pod_apply(changes: [{ op: "user.delete", id: ALICE }])
    again.close
    refused = assert_raises(Millrace::NotFound) { @client.stream_subscribe(stream: "home", viewer: ALICE) }
    assert_equal "not_found", refused.reason
  end
end
