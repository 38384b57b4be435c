import Testing

@testable import Federation

/// RSA keys and what is made with them.
@Suite struct KeyTests {
    @Test func readBackWhatTheyWrote() throws {
        let key = try Cast.key.get()
        let again = try PrivateKey(pem: key.pem)
        let bytes: [UInt8] = Array("some bytes".utf8)
        let signature = try key.sign(bytes)
        #expect(try again.sign(bytes) == signature)
        let publicKey = try PublicKey(pem: key.publicPEM)
        #expect(publicKey.bits == 1_024)
        #expect(publicKey.verifies(signature, of: bytes))
        #expect(!publicKey.verifies(signature, of: bytes + [0]))
        #expect(!publicKey.verifies(signature + [0], of: bytes))
        #expect(!publicKey.verifies([0] + signature, of: bytes))
        #expect(!publicKey.verifies([], of: bytes))
    }

    @Test(arguments: [
        "", "x", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\nAAAA\n",
        String(repeating: "x", count: 100_000),
    ])
    func areRefusedIfTheyAreNoPEM(_ text: String) {
        let error = #expect(throws: FederationError.self) { try PublicKey(pem: text) }
        #expect(error?.reason == "key_unusable")
        let other = #expect(throws: FederationError.self) { try PrivateKey(pem: text) }
        #expect(other?.reason == "key_unusable")
    }

    @Test func areRefusedIfTheyAreNotRSA() {
        // An Ed25519 key.
        let pem = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----
            """
        #expect(throws: FederationError.keyUnusable(.notRSA)) { try PublicKey(pem: pem) }
    }

    @Test(arguments: [0, 512, 1_023, 8_193]) func areRefusedOutsideTheirSizes(_ bits: Int) {
        #expect(throws: FederationError.keyUnusable(.bits(bits))) { try PrivateKey.generate(bits: bits) }
    }

    @Test func areRefusedIfTooShortThoughWellFormed() {
        // 512 bits.
        let pem = """
            -----BEGIN PUBLIC KEY-----
            MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANc3NMVTd1e/1Q3fm1hWq40HoIcPgaGA
            lPoUJL1YQUAXaseU8wsB4Q/9/E6+weXBrbRki49Xnz/zfaZhOCSknbcCAwEAAQ==
            -----END PUBLIC KEY-----
            """
        #expect(throws: FederationError.keyUnusable(.bits(512))) { try PublicKey(pem: pem) }
    }

    @Test func aPrivateKeyIsNoPublicOneAndViceVersa() throws {
        let key = try Cast.key.get()
        #expect(throws: FederationError.keyUnusable(.notPEM)) { try PublicKey(pem: key.pem) }
        #expect(throws: FederationError.keyUnusable(.notPEM)) { try PrivateKey(pem: key.publicPEM) }
    }

    @Test func verifyOnManyTasksAtOnce() async throws {
        let key = try Cast.key.get()
        let publicKey = try PublicKey(pem: key.publicPEM)
        let results = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let bytes = Array("\(number)".utf8)
                    let signature = try key.sign(bytes)
                    return publicKey.verifies(signature, of: bytes) && !publicKey.verifies(signature, of: bytes + [0])
                }
            }
            return try await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results == Array(repeating: true, count: 200))
    }
}
