# frozen_string_literal: true

class User < ApplicationRecord
  has_one :person, foreign_key: :owner_id, inverse_of: :owner
  delegate :diaspora_handle, to: :person

  def person_id
    person.id
  end
end
