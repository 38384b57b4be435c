import Testing

@testable import Services

/// What is kept of credentials tells nothing without the key.
@Suite struct VaultTests {
    private static let key = [UInt8](repeating: 7, count: 32)

    /// Test case 14 of the mode's specification.
    @Test func theCipherIsThatOfTheSpecification() throws {
        let zeros = [UInt8](repeating: 0, count: 32)
        let sealed = AES256GCM.seal(Array(zeros.prefix(16)), key: zeros, nonce: Array(zeros.prefix(12)), context: [])
        #expect(Digest.hex(try #require(sealed)) == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    }

    @Test func whatWasSealedIsOpenedUnderItsNameOnly() throws {
        let vault = try CredentialVault(key: Self.key)
        let credentials = try ServiceCredentials(.twitter, Samples.credentials(.twitter))
        let sealed = try vault.seal(credentials, context: "alice/twitter")
        #expect(try vault.seal(credentials, context: "alice/twitter") != sealed)
        #expect(try vault.open(sealed, .twitter, context: "alice/twitter") == credentials)
        #expect(throws: ServicesError.self) { try vault.open(sealed, .twitter, context: "bob/twitter") }
        #expect(throws: ServicesError.self) { try vault.open(sealed, .mastodon, context: "alice/twitter") }
        let other = try CredentialVault(key: [UInt8](repeating: 8, count: 32))
        #expect(throws: ServicesError.vault("they were encrypted with another key")) {
            try other.open(sealed, .twitter, context: "alice/twitter")
        }
        for index in sealed.indices {
            var broken = sealed
            broken[index] ^= 1
            #expect(throws: ServicesError.self) { try vault.open(broken, .twitter, context: "alice/twitter") }
        }
        for length in 0..<sealed.count {
            #expect(throws: ServicesError.self) {
                try vault.open(Array(sealed.prefix(length)), .twitter, context: "alice/twitter")
            }
        }
    }

    @Test func nothingIsSaidOfSecrets() throws {
        let credentials = try ServiceCredentials(.twitter, Samples.credentials(.twitter))
        var dumped = ""
        dump(credentials, to: &dumped)
        dump(try Samples.account(.twitter), to: &dumped)
        dump(try CredentialVault(key: Array(String(repeating: "ab", count: 32).utf8)), to: &dumped)
        let said = dumped + "\(credentials) \(String(reflecting: credentials)) \(try Samples.account(.twitter))"
        for secret in Samples.credentials(.twitter).values { #expect(!said.contains(secret)) }
        #expect(!said.contains("171"))
        let account = try Samples.account(.mastodon)
        #expect(account.withheld(from: "The token mastodon-token is bad") == "The token *** is bad")
    }

    @Test(arguments: [
        String(repeating: "0f", count: 32), String(repeating: "0F", count: 32) + "\n",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "  AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
    ])
    func keysAreReadAsTheyAreWritten(text: String) throws {
        #expect(try VaultKey.read(Array(text.utf8)).count == 32)
    }

    @Test(arguments: [
        "", "secret", String(repeating: "0g", count: 32), String(repeating: "+f", count: 32),
        String(repeating: "0", count: 63),
    ])
    func whatIsNoKeyIsRefused(text: String) {
        #expect(throws: ServicesError.self) { try VaultKey.read(Array(text.utf8)) }
    }

    @Test func credentialsAreThoseOfTheNetwork() throws {
        for kind in ServiceKind.allCases { _ = try ServiceCredentials(kind, Samples.credentials(kind)) }
        _ = try ServiceCredentials(.twitter, ["access_token": "x"])
        for (kind, values) in [
            (ServiceKind.mastodon, [:]), (.mastodon, ["access_token": ""]), (.mastodon, ["access_token": "a\nb"]),
            (.mastodon, ["access_token": "x", "more": "y"]), (.twitter, ["consumer_key": "x"]),
            (.mastodon, ["access_token": String(repeating: "x", count: 4_097)]),
        ] {
            #expect(throws: ServicesError.self) { try ServiceCredentials(kind, values) }
        }
    }

    @Test(arguments: [
        "http://a.example", "a.example", "https://", "https://u@a.example", "https://a.example/?x",
        "https://a.example/a b", "https:///x",
    ])
    func endpointsAreHTTPS(url: String) {
        #expect(throws: ServicesError.self) { try ServiceAccount.endpoint(url) }
    }

    @Test func endpointsLoseTheirLastSlash() throws {
        #expect(try ServiceAccount.endpoint("https://a.example:8443/api/") == "https://a.example:8443/api")
    }
}
