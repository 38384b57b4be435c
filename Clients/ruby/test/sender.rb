# frozen_string_literal: true

require "base64"
require "json"
require "openssl"

# Another pod's user, who signs and encrypts as the federation protocol says.
class Sender
  attr_reader :id

  def initialize(id)
    @id = id
    @key = OpenSSL::PKey::RSA.new(2048)
  end

  def public_key
    @key.public_to_pem
  end

  # A status message in a magic envelope.
  def envelope(guid, text, public: true)
    seal(<<~XML)
      <status_message><author>#{@id}</author><guid>#{guid}</guid><created_at>2026-11-26T12:00:00Z</created_at>
      <public>#{public}</public><text>#{text.encode(xml: :text)}</text></status_message>
    XML
  end

  def seal(payload)
    data, type, encoding, algorithm = [payload, "application/xml", "base64url", "RSA-SHA256"]
                                      .map { |part| Base64.urlsafe_encode64(part) }
    signature = @key.sign("SHA256", [data, type, encoding, algorithm].join("."))
    <<~XML
      <?xml version="1.0" encoding="UTF-8"?>
      <me:env xmlns:me="http://salmon-protocol.org/ns/magic-env">
        <me:data type="application/xml">#{data}</me:data>
        <me:encoding>base64url</me:encoding>
        <me:alg>RSA-SHA256</me:alg>
        <me:sig key_id="#{Base64.urlsafe_encode64(@id)}">#{Base64.urlsafe_encode64(signature)}</me:sig>
      </me:env>
    XML
  end

  # An envelope for one user alone.
  def self.encrypt(envelope, public_key)
    cipher = OpenSSL::Cipher.new("aes-256-cbc").encrypt
    key = JSON.generate("key" => Base64.strict_encode64(cipher.random_key), "iv" => Base64.strict_encode64(cipher.random_iv))
    JSON.generate("aes_key" => Base64.strict_encode64(OpenSSL::PKey::RSA.new(public_key).public_encrypt(key)),
                  "encrypted_magic_envelope" => Base64.strict_encode64(cipher.update(envelope) + cipher.final))
  end
end
