# frozen_string_literal: true

module Stream
  class Person < Base
    attr_reader :person

    def initialize(user, person, **options)
      @person = person
      super(user, **options)
    end

    def posts
      Post.where(author_id: person.id)
    end
  end
end
