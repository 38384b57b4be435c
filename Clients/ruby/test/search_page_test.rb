# frozen_string_literal: true

require_relative "engine"
require "cgi"
require "millrace/diaspora/search_page"

# The search page, on Rack, with a real engine behind it.
class SearchPageTest < EngineTest
  Session = Struct.new(:user)
  User = Struct.new(:diaspora_handle)

  def setup
    super
    @client.pod_apply(
      changes: [
        { op: "person.put", id: CAROL, guid: "carol-of-the-ruby-tests" }, { op: "user.put", id: CAROL },
        { op: "person.put", id: BOB, guid: "bob-of-the-ruby-tests", first_name: "Bob", last_name: "<b>" },
        post("public-walk-in-the-wood", "A <script>walk</script> in the wood & back"),
        limited("limited-walk-for-alice", "A secret walk")
      ]
    )
    seq = @client.engine_status["seq"]
    @client.search_posts(query: "walk", at_least: seq)
    @page = Millrace::Diaspora::SearchPage.new(nil, client: @client)
  end

  CAROL = "carol@pod.example"

  def limited(guid, text)
    post(guid, text).tap { |change| change[:data][:public] = false }.merge(recipients: [ALICE])
  end

  def ask(query, viewer: nil, page: @page)
    session = Session.new(viewer && User.new(viewer))
    status, headers, body = page.call("PATH_INFO" => "/search/posts", "REQUEST_METHOD" => "GET",
                                      "QUERY_STRING" => URI.encode_www_form(query), "warden" => session)
    assert_equal("text/html; charset=utf-8", headers["content-type"])
    [status, body.join]
  end

  def test_finds_what_the_viewer_may_see_and_nothing_else
    status, html = ask({ q: "walk" }, viewer: ALICE)
    assert_equal(200, status)
    assert_includes(html, "/posts/limited-walk-for-alice")
    assert_includes(html, "/posts/public-walk-in-the-wood")
    [nil, CAROL].each do |viewer|
      _, html = ask({ q: "walk" }, viewer: viewer)
      assert_includes(html, "/posts/public-walk-in-the-wood")
      refute_includes(html, "limited-walk-for-alice")
      refute_includes(html, "secret")
    end
  end

  def test_escapes_what_people_wrote_and_marks_what_was_found
    _, html = ask({ q: "walk" })
    assert_includes(html, "A &lt;script&gt;<mark>walk</mark>&lt;/script&gt; in the wood &amp; back")
    assert_includes(html, "Bob &lt;b&gt;")
    _, html = ask({ q: "\"><script>alert(1)</script>" })
    refute_includes(html, "<script>")
  end

  def test_shows_the_surroundings_of_the_first_mark_and_leads_on
    @client.pod_apply(
      changes: [post("a-long-way-to-the-needle", "#{"hay " * 300}needle #{"straw " * 300}")] +
               (0...16).map { |number| post(format("needle-number-%04d", number), "needle") }
    )
    @client.search_posts(query: "needle", at_least: @client.engine_status["seq"])
    found = []
    query = { q: "needle" }
    while query
      _, html = ask(query)
      found += html.scan(%r{/posts/([\w-]+)}).flatten
      assert_operator(html.length, :<, 20_000)
      following = html[/href="(\/search\/posts\?[^"]+)"/, 1]
      query = following && URI.decode_www_form(URI(CGI.unescapeHTML(following)).query)
    end
    assert_equal(17, found.size)
    assert_equal(17, found.uniq.size)
  end

  def test_says_what_is_wrong_with_a_query_and_when_the_engine_is_away
    status, html = ask({ q: "form:alice" })
    assert_equal(422, status)
    assert_includes(html, "form")
    status, = ask({ q: "walk", before: "nonsense" })
    assert_equal(422, status)
    assert_equal(200, ask({ q: " " }).first)
    away = Millrace::Client.new("/nonexistent/millrace.sock", deadline: 1)
    status, html = ask({ q: "walk" }, page: Millrace::Diaspora::SearchPage.new(nil, client: away))
    assert_equal(503, status)
    assert_includes(html, "does not answer")
  end

  def test_leaves_all_else_to_the_pod
    page = Millrace::Diaspora::SearchPage.new(->(env) { [418, {}, [env["PATH_INFO"]]] }, client: @client)
    assert_equal(418, page.call("PATH_INFO" => "/search", "REQUEST_METHOD" => "GET").first)
    assert_equal(418, page.call("PATH_INFO" => "/search/posts", "REQUEST_METHOD" => "POST").first)
  end
end
