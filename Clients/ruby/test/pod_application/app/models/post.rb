# frozen_string_literal: true

class Post < ApplicationRecord
  belongs_to :author, class_name: "Person"
  attr_accessor :user_like

  scope :includes_for_a_stream, -> { includes(:author) }
  scope :everybodys, -> { where(public: true) }
end
