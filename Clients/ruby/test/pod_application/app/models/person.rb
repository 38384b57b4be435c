# frozen_string_literal: true

class Person < ApplicationRecord
  belongs_to :owner, class_name: "User", optional: true
end
