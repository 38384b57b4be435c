# frozen_string_literal: true

require_relative "engine"
require_relative "sender"
require "millrace/diaspora/receiver"
require "net/http"
require "stringio"
require "webrick"

# What other pods send, over HTTP to the receiver and on to a real engine.
class ReceiverTest < EngineTest
  # What Rack's servers do, on the one that comes with Ruby.
  class Server
    attr_reader :port

    def initialize(app)
      started = Queue.new
      @server = WEBrick::HTTPServer.new(Port: 0, BindAddress: "127.0.0.1", AccessLog: [],
                                        Logger: WEBrick::Log.new(File::NULL), StartCallback: -> { started << true })
      @port = @server.config[:Port]
      @server.mount_proc("/") do |request, response|
        env = { "REQUEST_METHOD" => request.request_method, "PATH_INFO" => request.path,
                "rack.input" => StringIO.new(request.body.to_s) }
        response.status, headers, body = app.call(env)
        headers.each { |name, value| response[name] = value }
        response.body = body.join
      end
      @thread = Thread.new { @server.start }
      # One that is stopped before it started goes on for ever.
      started.pop
    end

    def stop
      @server.shutdown
      @thread.join
    end
  end

  SENDER = Sender.new(BOB)
  KEY = OpenSSL::PKey::RSA.new(2048)
  TYPE = { "Content-Type" => "application/magic-envelope+xml" }.freeze
  ALICE_GUID = "alice-of-the-ruby-tests"

  def setup
    super
    @client.pod_apply(changes: [{ op: "person.put", id: BOB, guid: "bob-of-the-ruby-tests", public_key: SENDER.public_key },
                                { op: "user.put", id: ALICE, private_key: KEY.to_pem }])
    @deliveries = []
    @passed = []
    @accounts = { ALICE_GUID => ALICE }.method(:[])
    serve { |delivery| @deliveries << delivery }
  end

  def teardown
    @server.stop
    super
  end

  # Behind it stands a pod that notes what it gets, if it is asked to.
  def serve(client: @client, pod: nil, &accepted)
    @server&.stop
    @server = Server.new(Millrace::Diaspora::Receiver.new(pod, client: client, accounts: @accounts, &accepted))
  end

  def pod
    lambda do |env|
      @passed << [env["PATH_INFO"], env["rack.input"].read]
      [202, {}, ["queued"]]
    end
  end

  def send_to(path, body, method: "POST")
    Net::HTTP.start("127.0.0.1", @server.port) { |http| http.send_request(method, path, body, TYPE).code.to_i }
  end

  def test_what_is_accepted_comes_to_the_pod_and_what_is_refused_is_answered_alike
    envelope = SENDER.envelope("post-for-everybody-1", "for everybody & more")
    assert_equal(202, send_to("/receive/public", envelope))
    assert_equal(202, send_to("/receive/public", envelope))
    assert_equal(%w[accepted duplicate], @deliveries.map(&:status))
    entity = @deliveries.first.entity
    assert_equal(["status_message", "post-for-everybody-1", BOB], entity.values_at("type", "guid", "author"))
    assert_equal("for everybody & more", entity["data"]["text"])
    assert_equal(envelope, @deliveries.first.body)
    assert_equal("for everybody & more", @client.post_read(guid: "post-for-everybody-1")["item"]["text"])

    [envelope.sub("<me:sig", "<me:sig x='1' ").sub(/(key_id="[^"]+">)./, '\1-'), "", "no XML", "\xff\xfe\x00", "<a>" * 1_000,
     Sender.new(BOB).envelope("post-of-somebody-else", "forged")].each do |body|
      assert_equal(202, send_to("/receive/public", body))
    end
    assert_equal(2, @deliveries.size)
    assert_raises(Millrace::NotFound) { @client.post_read(guid: "post-of-somebody-else") }
    # Of a person whom nobody knows yet.
    assert_equal(202, send_to("/receive/public", Sender.new("new@far.example").envelope("post-of-a-stranger", "hello")))
    assert_equal("parked", @deliveries.last.status)
    assert_equal([{ "kind" => "person", "id" => "new@far.example" }], @deliveries.last.needs)
  end

  def test_what_is_for_one_user_comes_to_that_user_alone
    payload = Sender.encrypt(SENDER.envelope("post-for-alice-only", "for alice", public: false), KEY.public_to_pem)
    assert_equal(202, send_to("/receive/users/#{ALICE_GUID}", payload))
    assert_equal(["accepted", ALICE], [@deliveries.last.status, @deliveries.last.recipient])
    assert_equal("for alice", @client.post_read(guid: "post-for-alice-only", viewer: ALICE)["item"]["text"])
    assert_raises(Millrace::NotFound) { @client.post_read(guid: "post-for-alice-only") }

    # Encrypted for somebody else, cut, no JSON: nobody learns which.
    other = Sender.encrypt(SENDER.envelope("post-for-alice-again", "x", public: false), OpenSSL::PKey::RSA.new(2048).public_to_pem)
    [other, payload[0, 200], "{}", "\xff", ""].each { |body| assert_equal(202, send_to("/receive/users/#{ALICE_GUID}", body)) }
    assert_equal(1, @deliveries.size)
    [ALICE_GUID.upcase, "bob-of-the-ruby-tests", "x", "..%2f..%2fetc%2fpasswd", "a" * 300].each do |guid|
      assert_equal(404, send_to("/receive/users/#{guid}", payload), guid)
    end
  end

  def test_other_requests_are_not_for_it
    assert_equal(405, send_to("/receive/public", nil, method: "GET"))
    assert_equal(413, send_to("/receive/public", "x" * (Millrace::Diaspora::Receiver::LIMIT + 1)))
    assert_equal(404, send_to("/receive/elsewhere", "x"))
    assert_equal(404, send_to("/stream", nil, method: "GET"))
    serve(pod: pod)
    assert_equal(202, send_to("/stream", "x"))
    assert_equal([["/stream", "x"]], @passed)
  end

  def test_the_pod_gets_what_the_engine_took_and_all_that_it_cannot_judge
    serve(pod: pod)
    envelope = SENDER.envelope("post-for-everybody-1", "text")
    assert_equal(202, send_to("/receive/public", envelope))
    assert_equal([["/receive/public", envelope]], @passed)
    assert_equal(202, send_to("/receive/public", "no XML"))
    assert_equal(1, @passed.size)

    # The pod keeps this user's key to itself.
    @client.pod_apply(changes: [{ op: "person.put", id: "carol@pod.example", guid: "carol-of-the-ruby-tests" },
                                { op: "user.put", id: "carol@pod.example" }])
    @accounts = { "carol-of-the-ruby-tests" => "carol@pod.example" }.method(:[])
    serve(pod: pod)
    payload = Sender.encrypt(envelope, KEY.public_to_pem)
    assert_equal(202, send_to("/receive/users/carol-of-the-ruby-tests", payload))
    assert_equal(["/receive/users/carol-of-the-ruby-tests", payload], @passed.last)

    @engine.kill
    assert_equal(202, send_to("/receive/public", envelope))
    assert_equal(3, @passed.size)
    # Without a pod the sender is told to come again.
    serve
    assert_equal(503, send_to("/receive/public", envelope))
    @engine.start
    assert_equal(202, send_to("/receive/public", envelope))
  end
end
