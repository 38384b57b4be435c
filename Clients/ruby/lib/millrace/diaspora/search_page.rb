# frozen_string_literal: true

require "cgi"
require "uri"
require "millrace"

module Millrace
  module Diaspora
    # A page that searches posts, on Rack: `GET /search/posts?q=...`, in the engine's query language.
    #
    # Whoever is logged in finds what she or he may see, everybody else what is public. It is plain HTML without scripts
    # that links to the pod's own pages, so that it needs nothing of the pod's but its session.
    #
    # @example In config/application.rb of the pod
    #   config.middleware.use Millrace::Diaspora::SearchPage
    class SearchPage
      PATH = "/search/posts"
      HEADERS = {
        "content-type" => "text/html; charset=utf-8", "cache-control" => "private, no-store",
        "content-security-policy" => "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
        "x-content-type-options" => "nosniff", "referrer-policy" => "same-origin"
      }.freeze
      STYLE = "body{font:1em/1.5 sans-serif;max-width:42em;margin:2em auto;padding:0 1em}" \
              "article{border-top:1px solid #ccc;padding:.5em 0}mark{background:#fe9}p{white-space:pre-wrap}"

      # @param app [#call, nil] the pod
      # @param client [Client] with a short deadline: the page waits that long at most
      # @param viewer [#call] gives the diaspora* ID of whoever a request is from, or nil
      def initialize(app = nil, client: Client.new(deadline: 2.0), viewer: SearchPage.method(:viewer))
        @app = app
        @client = client
        @viewer = viewer
      end

      # By the pod's own session, which Warden knows.
      def self.viewer(env)
        env["warden"]&.user&.diaspora_handle
      end

      # @param env [Hash] a request, as Rack has it
      # @return [Array] an answer, as Rack has it
      def call(env)
        return pass(env) unless env["PATH_INFO"] == PATH && %w[GET HEAD].include?(env["REQUEST_METHOD"])

        asked = parameters(env["QUERY_STRING"].to_s)
        return answer(200, asked, "") if asked[:query].strip.empty?

        page = @client.protect(->(_) {}) { search(asked, @viewer.call(env)) }
        page ? answer(200, asked, hits(page, asked)) : away(asked)
      rescue InvalidParameters, NotFound => e
        answer(422, asked, note(e.data["detail"] || e.message))
      rescue Error
        away(asked)
      end

      private

      def pass(env)
        @app ? @app.call(env) : [404, { "content-type" => "text/plain" }, []]
      end

      def parameters(query)
        given = CGI.parse(query).transform_values { |values| values.first.to_s.dup.force_encoding(Encoding::UTF_8).scrub }
        { query: given.fetch("q", ""), order: given["order"] == "best" ? "best" : "recent", before: given["before"] }
      end

      def search(asked, viewer)
        more = { viewer: viewer, before: asked[:before] }.compact
        @client.search_posts(query: asked[:query], order: asked[:order], **more)
      end

      def away(asked)
        answer(503, asked, note("The search does not answer. Please try again in a moment."))
      end

      # --- HTML: everything that somebody wrote is escaped ---

      def answer(status, asked, body)
        best = asked[:order] == "best" ? " checked" : ""
        html = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Search</title><style>#{STYLE}</style></head>" \
               "<body><form action=\"#{PATH}\"><input type=\"search\" name=\"q\" size=\"40\" autofocus " \
               "value=\"#{escape(asked[:query])}\"> <label><input type=\"checkbox\" name=\"order\" value=\"best\"#{best}> " \
               "best first</label> <button>Search</button></form>#{body}</body></html>"
        [status, HEADERS.dup, [html]]
      end

      def hits(page, asked)
        return note("Nothing was found.") if page["items"].empty?

        items = page["items"].map { |item| hit(item) }.join
        return items unless page["next"]

        following = { "q" => asked[:query], "order" => asked[:order], "before" => page["next"] }
        items + "<p><a href=\"#{PATH}?#{escape(URI.encode_www_form(following))}\">More</a></p>"
      end

      def hit(item)
        author = item["author"]
        "<article><a href=\"/posts/#{escape(item["guid"])}\">#{escape(item["created_at"][0, 10])}</a> " \
          "<a href=\"/people/#{escape(author["guid"])}\">#{escape(author["name"])}</a>" \
          "<p>#{excerpt(item["snippet"])}</p></article>"
      end

      # The part of the text that the engine chose, with what was found marked.
      def excerpt(snippet)
        text = snippet["text"]
        place = 0
        marked = snippet["highlights"].map do |mark|
          from, to = mark["start"], mark["start"] + mark["length"]
          plain = escape(text[place...from])
          place = to
          "#{plain}<mark>#{escape(text[from...to])}</mark>"
        end
        "#{"…" if snippet["start"].positive?}#{marked.join}#{escape(text[place..])}#{"…" if snippet["cut_off"]}"
      end

      def note(words)
        "<p>#{escape(words)}</p>"
      end

      def escape(text)
        CGI.escapeHTML(text.to_s)
      end
    end
  end
end
