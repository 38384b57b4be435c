# frozen_string_literal: true

module Millrace
  module Diaspora
    # The posts of a page that the engine answered, as an Array.
    #
    # The pod's own page is a relation, which some narrow and page further (the REST API by `where`, `limit`, `order` and
    # scopes). Whatever an Array does not have is therefore asked of that, by SQL, when somebody asks.
    class Page < Array
      # @yieldreturn [ActiveRecord::Relation] the pod's own page
      def initialize(posts, &by_sql)
        super(posts)
        @by_sql = by_sql
      end

      # By these arguments they are a relation's.
      %i[select find].each do |name|
        define_method(name) do |*arguments, &block|
          arguments.empty? || block ? super(*arguments, &block) : relation.public_send(name, *arguments)
        end
      end

      def respond_to_missing?(name, all = false)
        ActiveRecord::Relation.method_defined?(name) || super
      end

      def method_missing(name, *arguments, &block)
        return super unless ActiveRecord::Relation.method_defined?(name) || ::Post.respond_to?(name)

        relation.public_send(name, *arguments, &block)
      end
      ruby2_keywords(:method_missing)

      private

      def relation
        @relation ||= @by_sql.call
      end
    end
  end
end
