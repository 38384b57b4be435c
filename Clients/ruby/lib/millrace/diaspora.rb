# frozen_string_literal: true

require "active_record"
require "set"
require "millrace"
require "millrace/diaspora/calls"
require "millrace/diaspora/prepared"
require "millrace/diaspora/step"
require "millrace/diaspora/steps"
require "millrace/diaspora/state"
require "millrace/diaspora/progress"
require "millrace/diaspora/sync"
require "millrace/diaspora/triggers"
require "millrace/diaspora/unsubscribed"
require "millrace/diaspora/due"
require "millrace/diaspora/attachment"

module Millrace
  # Tells an engine what is in the PostgreSQL database of a diaspora* pod, 0.7 to 0.10.
  module Diaspora
    # Where diaspora* has the picture of who has none.
    AVATAR = "/assets/user/default.png"

    class << self
      # What the engine is told beside the tables: users' private keys with `MILLRACE_PRIVATE_KEYS=true`, the community
      # spotlight if the pod's configuration has it on (`MILLRACE_SPOTLIGHT` says otherwise), and the pod's address.
      #
      # @return [Hash] `private_keys`, `spotlight`, `pod`
      def settings(environment = ENV)
        configuration = Object.const_get(:AppConfig) if Object.const_defined?(:AppConfig)
        spotlight = environment.fetch("MILLRACE_SPOTLIGHT") do
          configuration ? configuration.settings.community_spotlight.enable?.to_s : "false"
        end
        address = environment.fetch("MILLRACE_POD") { configuration&.pod_uri&.to_s }
        { private_keys: environment["MILLRACE_PRIVATE_KEYS"] == "true", spotlight: spotlight == "true",
          pod: address && pod(address) }
      end

      # @return [Boolean] whether the pod has a table of accounts that moved
      def moves?(connection)
        connection.table_exists?("account_migrations")
      end

      private

      # What items need to know of the pod.
      def pod(address)
        image = avatar
        { op: "pod.put", url: address, default_avatar: { small: image, medium: image, large: image },
          blank_title: I18n.t("posts.presenter.title", name: "%{name}", default: "A post from %{name}") }
      end

      # With a digest in its name in production, unless the pod's assets are just being made.
      def avatar
        return AVATAR unless Object.const_defined?(:ActionController)

        Object.const_get(:ActionController)::Base.helpers.image_path("user/default.png")
      rescue StandardError
        AVATAR
      end
    end
  end
end
