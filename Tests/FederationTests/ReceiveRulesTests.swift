import SocialModel
import Testing

@testable import Federation

/// Who may send what.
@Suite struct ReceiveRulesTests {
    private let alice: DiasporaID
    private let bob: DiasporaID
    private let carol: DiasporaID

    init() throws {
        alice = try Cast.person("alice@pod-a.example")
        bob = try Cast.person("bob@pod-b.example")
        carol = try Cast.person("carol@pod-c.example")
    }

    @Test func letOnlyTheAuthorSend() throws {
        try ReceiveRules.checkSender(alice, author: alice)
        #expect(throws: FederationError.invalidSender(bob)) { try ReceiveRules.checkSender(bob, author: alice) }
    }

    @Test func letARelayableComeFromTheRootOrFromItsAuthorToALocalRoot() throws {
        let local = ReceiveRules.Root(author: alice, isLocal: true)
        let remote = ReceiveRules.Root(author: alice, isLocal: false)
        try ReceiveRules.checkRelay(sender: alice, author: bob, root: remote)
        try ReceiveRules.checkRelay(sender: alice, author: bob, root: local)
        try ReceiveRules.checkRelay(sender: bob, author: bob, root: local)
        #expect(throws: FederationError.invalidSender(bob)) {
            try ReceiveRules.checkRelay(sender: bob, author: bob, root: remote)
        }
        for root in [local, remote] {
            #expect(throws: FederationError.invalidSender(carol)) {
                try ReceiveRules.checkRelay(sender: carol, author: bob, root: root)
            }
        }
    }

    @Test(arguments: [RetractionTarget.comment, .like, .pollParticipation])
    func letTheRootsAuthorTakeBackWhatHangsOnIt(_ type: RetractionTarget) throws {
        for sender in [alice, bob] {
            try ReceiveRules.checkRetraction(of: type, sender: sender, targetAuthor: bob, rootAuthor: alice)
        }
        #expect(throws: FederationError.invalidSender(carol)) {
            try ReceiveRules.checkRetraction(of: type, sender: carol, targetAuthor: bob, rootAuthor: alice)
        }
    }

    @Test(arguments: [RetractionTarget.post, .statusMessage, .reshare, .photo, .poll, .conversation, .person])
    func letOnlyTheAuthorTakeBackAnythingElse(_ type: RetractionTarget) throws {
        try ReceiveRules.checkRetraction(of: type, sender: bob, targetAuthor: bob, rootAuthor: nil)
        #expect(throws: FederationError.invalidSender(alice)) {
            try ReceiveRules.checkRetraction(of: type, sender: alice, targetAuthor: bob, rootAuthor: alice)
        }
    }

    @Test func keepPrivateThingsOffThePublicEndpoint() throws {
        for entity in try Cast.entities() {
            let received = try EntityParser.parse(EntityWriter.bytes(entity), now: Cast.now)
            switch entity.type {
            case .contact, .conversation, .message:
                #expect(throws: FederationError.notPublic(entity.type)) {
                    try ReceiveRules.checkPublicEndpoint(received)
                }
            default: try ReceiveRules.checkPublicEndpoint(received)
            }
        }
    }

    @Test func letAProfileThatIsNotPublicPassWithoutDetails() throws {
        func received(_ details: String) throws -> ReceivedEntity {
            let xml = "<profile><author>alice@pod-a.example</author><first_name>A</first_name>\(details)</profile>"
            return try EntityParser.parse(Array(xml.utf8), now: Cast.now)
        }
        try ReceiveRules.checkPublicEndpoint(received(""))
        try ReceiveRules.checkPublicEndpoint(received("<bio/><public>perhaps</public>"))
        for name in ["bio", "birthday", "gender", "location"] {
            #expect(throws: FederationError.notPublic(.profile)) {
                try ReceiveRules.checkPublicEndpoint(received("<\(name)>2000-01-02</\(name)>"))
            }
            try ReceiveRules.checkPublicEndpoint(received("<\(name)>2000-01-02</\(name)><public>1</public>"))
        }
    }

    @Test func askForTheOtherIdentityOfAMigration() throws {
        let key = try Cast.key.get()
        let publicKey = try PublicKey(pem: key.publicPEM)
        let byOld = AccountMigration(author: alice, profile: Profile(author: bob))
        let byNew = AccountMigration(author: bob, profile: Profile(author: bob), oldIdentity: alice)
        #expect(byOld.signer == bob)
        #expect(byNew.signer == alice)
        for migration in [byOld, byNew] {
            #expect(migration.oldID == alice)
            #expect(migration.newID == bob)
            try ReceiveRules.checkMigration(migration.signed(key: key), key: publicKey)
            #expect(throws: FederationError.missingAuthorSignature(author: migration.signer)) {
                try ReceiveRules.checkMigration(migration, key: publicKey)
            }
            var forged = try migration.signed(key: key)
            forged.profile.author = carol
            #expect(throws: FederationError.self) { try ReceiveRules.checkMigration(forged, key: publicKey) }
        }
    }
}
