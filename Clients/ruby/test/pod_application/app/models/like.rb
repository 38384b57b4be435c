# frozen_string_literal: true

class Like < ApplicationRecord
end
