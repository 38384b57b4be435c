# frozen_string_literal: true

module Millrace
  # The methods of the contract, with keyword arguments named as there.
  #
  # Each takes `deadline:`, in seconds, and gives what the engine answers, as JSON is parsed: Hashes with String keys.
  # `rpc.discover` describes every parameter; the engine's documentation has the shapes.
  module Methods
    # What says which stream is meant, and what is left out of it.
    STREAM = %i[
      viewer aspects tag person name query order window weights hide_reshares group_reshares exclude_own nsfw muted_tags
      muted_people muted_query languages max_per_author from_date arrived_since
    ].freeze
    # What pages have in common.
    PAGE = %i[limit before at_least].freeze

    # The method of the contract and the parameters of each Ruby method.
    TABLE = {
      pod_apply: ["pod.apply", %i[changes], %i[on_error backfill telling]],
      sync_begin: ["sync.begin", %i[scopes], []],
      sync_end: ["sync.end", %i[token], []],
      federation_receive: ["federation.receive", [], %i[envelope envelope_base64 recipient payload]],
      federation_seal: ["federation.seal", %i[type], %i[data guid sender recipients]],
      federation_deliveries: ["federation.deliveries", %i[type], %i[data guid]],
      person_discovered: ["person.discovered", %i[jrd hcard], %i[id]],
      changes_read: ["changes.read", %i[since], %i[limit]],
      stream_read: ["stream.read", %i[stream], STREAM + PAGE + %i[max_time explain]],
      stream_explain: ["stream.explain", %i[stream guid], STREAM + %i[before max_time at_least]],
      post_read: ["post.read", %i[guid], %i[viewer at_least]],
      post_comments: ["post.comments", %i[guid], %i[viewer] + PAGE],
      post_likes: ["post.likes", %i[guid], %i[viewer] + PAGE],
      post_reshares: ["post.reshares", %i[guid], %i[viewer] + PAGE],
      person_photos: ["person.photos", %i[person], %i[viewer] + PAGE],
      tag_people: ["tag.people", %i[tag], PAGE],
      search_posts: ["search.posts", %i[query], %i[viewer order] + PAGE],
      search_people: ["search.people", %i[query], %i[viewer] + PAGE],
      search_tags: ["search.tags", %i[prefix], %i[viewer limit at_least]],
      photo_process: ["photo.process", [], %i[path data guid]],
      link_preview: ["link.preview", %i[url], %i[html]],
      bookmark_compose: ["bookmark.compose", %i[url], %i[title notes content]],
      service_put: ["service.put", %i[user service kind credentials], %i[endpoint account defaults]],
      service_delete: ["service.delete", %i[user service], []],
      service_list: ["service.list", %i[user], %i[post]],
      service_preview: ["service.preview", %i[user post service], []],
      service_publish: ["service.publish", %i[user post services], %i[though_limited]],
      engine_status: ["engine.status", [], []],
      engine_metrics: ["engine.metrics", [], []],
      engine_verify: ["engine.verify", [], []],
      engine_reindex: ["engine.reindex", [], []],
      engine_purge: ["engine.purge", %i[guid], %i[prove text]],
      engine_backup: ["engine.backup", %i[path], []],
      rpc_discover: ["rpc.discover", [], []]
    }.freeze

    TABLE.each do |name, (method, required, optional)|
      # Absent and nil are different in the contract, so only what is given is sent.
      define_method(name) do |deadline: nil, **arguments|
        missing = required - arguments.keys
        unknown = arguments.keys - required - optional
        raise ArgumentError, "missing keyword: :#{missing.join(", :")}" if missing.any?
        raise ArgumentError, "unknown keyword: :#{unknown.join(", :")}" if unknown.any?

        call(method, arguments, deadline: deadline)
      end
    end

    # @!method pod_apply(changes:, on_error: nil, backfill: nil, deadline: nil)
    #   Applies changes of the pod in order, in one transaction.
    #   @param changes [Array<Hash>] each with its `op`
    #   @param on_error [String] `abort` or `skip`
    #   @param backfill [String] the token of a sync, if the changes belong to one
    #   @return [Hash] `seq`, and `parked` and `refused` if there are such
    # @!method sync_begin(scopes:, deadline: nil)
    #   Begins a sync: what is then applied with `backfill: token` is what the pod has.
    #   @param scopes [Array<String>] what is compared: `posts`, `contacts`, …
    #   @return [Hash] `token` and `seq`
    # @!method sync_end(token:, deadline: nil)
    #   Ends a sync: what it compares and was told of neither in it nor since is removed.
    #   @return [Hash] `seq`, and `removed`, how many of each scope
    # @!method federation_receive(envelope: nil, envelope_base64: nil, recipient: nil, payload: nil, deadline: nil)
    #   Takes in what another pod sent.
    #   @return [Hash] `status`, and `seq`, `entity`, `needs`
    # @!method federation_seal(type:, data: nil, guid: nil, sender: nil, recipients: nil, deadline: nil)
    #   Signs, and for private recipients encrypts, what a user says.
    # @!method federation_deliveries(type:, data: nil, guid: nil, deadline: nil)
    #   Says to whom something has to go.
    # @!method person_discovered(jrd:, hcard:, id: nil, deadline: nil)
    #   Takes in a person from the documents of the person's pod.
    # @!method changes_read(since:, limit: nil, deadline: nil)
    #   Reads all that took effect after a `seq`.
    # @!method stream_read(stream:, viewer: nil, limit: nil, before: nil, deadline: nil, **parameters)
    #   Reads a page of a stream.
    #   @return [Hash] `items`, `next`, `seq`
    # @!method stream_explain(stream:, guid:, viewer: nil, deadline: nil, **parameters)
    #   Says why a post stands in a stream, or why not.
    # @!method post_read(guid:, viewer: nil, at_least: nil, deadline: nil)
    #   @return [Hash] `item`
    # @!method post_comments(guid:, viewer: nil, limit: nil, before: nil, at_least: nil, deadline: nil)
    #   @return [Hash] `comments`, `next`
    # @!method post_likes(guid:, viewer: nil, limit: nil, before: nil, at_least: nil, deadline: nil)
    #   @return [Hash] `likes`, `next`
    # @!method post_reshares(guid:, viewer: nil, limit: nil, before: nil, at_least: nil, deadline: nil)
    #   @return [Hash] `reshares`, `next`
    # @!method person_photos(person:, viewer: nil, limit: nil, before: nil, at_least: nil, deadline: nil)
    #   @return [Hash] `photos`, `next`
    # @!method tag_people(tag:, limit: nil, before: nil, at_least: nil, deadline: nil)
    #   @return [Hash] `people`, `next`
    # @!method search_posts(query:, viewer: nil, order: nil, limit: nil, before: nil, at_least: nil, deadline: nil)
    #   @return [Hash] `items` with `highlights` and `snippet`, `next`, `seq`
    # @!method search_people(query:, viewer: nil, limit: nil, before: nil, at_least: nil, deadline: nil)
    #   @return [Hash] `people`, `next`
    # @!method search_tags(prefix:, viewer: nil, limit: nil, at_least: nil, deadline: nil)
    #   @return [Hash] `tags`
    # @!method photo_process(path: nil, data: nil, guid: nil, deadline: nil)
    #   Makes the versions of a photo; `data` is base64.
    # @!method link_preview(url:, html: nil, deadline: nil)
    #   @return [Hash] `o_embed`, or `open_graph`, or nothing
    # @!method bookmark_compose(url:, title: nil, notes: nil, content: nil, deadline: nil)
    #   @return [Hash] `text`
    # @!method service_put(user:, service:, kind:, credentials:, endpoint: nil, account: nil, defaults: nil, deadline: nil)
    #   Connects a user's account on another network.
    # @!method service_delete(user:, service:, deadline: nil)
    #   Forgets an account and its credentials.
    # @!method service_list(user:, post: nil, deadline: nil)
    #   @return [Hash] `services`
    # @!method service_preview(user:, post:, service:, deadline: nil)
    #   @return [Hash] `text`, `used`, `limit`, `cut`, `link`, `tags`, `photos`
    # @!method service_publish(user:, post:, services:, though_limited: nil, deadline: nil)
    #   Copies a post to accounts of its author.
    # @!method engine_status(deadline: nil)
    # @!method engine_metrics(deadline: nil)
    #   @return [Hash] `content_type`, `text`
    # @!method engine_verify(deadline: nil)
    # @!method engine_reindex(deadline: nil)
    # @!method engine_purge(guid:, prove: nil, text: nil, deadline: nil)
    #   @return [Hash] `clean`; with `prove`, what is left where
    # @!method engine_backup(path:, deadline: nil)
    # @!method rpc_discover(deadline: nil)
    #   @return [Hash] the contract as OpenRPC
  end
end
