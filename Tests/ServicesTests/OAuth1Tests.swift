import Testing

@testable import Services

/// Signatures that others published.
@Suite struct OAuth1Tests {
    @Test func theBaseStringIsThatOfTheRFC() {
        let base = OAuth1.baseString(
            "POST",
            "http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b",
            [
                ("oauth_consumer_key", "9djdj82h48djs9d2"), ("oauth_token", "kkk9d7dh3k39sjv7"),
                ("oauth_signature_method", "HMAC-SHA1"), ("oauth_timestamp", "137131201"), ("oauth_nonce", "7d8f3e4a"),
            ] + PercentEncoding.pairs("c2&a3=2+q")
        )
        #expect(
            base == "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D"
                + "%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
                + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7"
        )
    }

    /// RFC 5849 §1.2, the last request.
    @Test func theSignatureIsThatOfTheRFC() {
        let signer = OAuth1(
            consumerKey: "dpf43f3p2l4k3l03",
            consumerSecret: "kd94hf93k423kf44",
            token: "nnch734d00sl2jdk",
            tokenSecret: "pfkkdhi9sl3r4s00"
        )
        let signature = signer.signature(
            "GET",
            "http://photos.example.net/photos?file=vacation.jpg&size=original",
            [
                ("oauth_consumer_key", "dpf43f3p2l4k3l03"), ("oauth_token", "nnch734d00sl2jdk"),
                ("oauth_signature_method", "HMAC-SHA1"), ("oauth_timestamp", "137131202"), ("oauth_nonce", "chapoH"),
            ]
        )
        #expect(signature == "MdpQcU8iPSUjWoN/UDMsK2sui9I=")
    }

    @Test(arguments: [("1", "tnnArxj06cWHq44gCs1OSKk/jLY="), ("1.1", "hCtSmYh+iHYCEqBWrE7C7hYmtUk=")])
    func theSignatureIsThatOfTwittersExample(version: String, signature: String) {
        let signer = OAuth1(
            consumerKey: "xvz1evFS4wEEPTGEFPHBog",
            consumerSecret: "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
            token: "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
            tokenSecret: "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"
        )
        let header = signer.header(
            "POST",
            "https://api.twitter.com/\(version)/statuses/update.json?include_entities=true",
            form: [("status", "Hello Ladies + Gentlemen, a signed OAuth request!")],
            OAuthStamp(second: 1_318_622_958, nonce: "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg")
        )
        #expect(header.hasSuffix("oauth_signature=\"\(PercentEncoding.encode(signature))\""))
    }
}
