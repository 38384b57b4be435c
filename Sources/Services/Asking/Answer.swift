import Fetching
import JSON

/// What the answers of all networks have in common.
enum Answer {
    /// The JSON of an answer; anything that is none is null.
    static func json(_ response: HTTPResponse) -> JSONValue {
        (try? JSONParser.parse(response.body, repeatedNames: .lastCounts)) ?? .null
    }

    /// Throws unless an answer is one of success, by its status alone.
    static func check(_ response: HTTPResponse, says reason: String? = nil) throws(ServiceFailure) {
        if response.isSuccess { return }
        let words = reason ?? "it answered \(response.status)"
        switch response.status {
        case 401: throw .revoked(words)
        case 408, 425, 429: throw .later(words, seconds: RetryTime.seconds(response))
        case 500...: throw .unclear(words, seconds: RetryTime.seconds(response))
        default: throw .refused(words)
        }
    }

    /// The text that a picture's bytes came with.
    static func photo(_ response: HTTPResponse) throws(ServiceFailure) -> UploadedFile {
        guard response.isSuccess else {
            let words = "a photo of the post cannot be read: \(response.status)"
            throw response.status >= 500 || response.status == 429
                ? .later(words, seconds: RetryTime.seconds(response)) : .refused(words)
        }
        let type = response.header("content-type").map { String($0.prefix { $0 != ";" }) } ?? ""
        guard type.hasPrefix("image/") else { throw .refused("a photo of the post is no picture but \(type)") }
        return UploadedFile(name: "photo", type: type, bytes: response.body)
    }
}

extension ServiceStep {
    /// Reads a picture of the post from its pod, and goes on with its bytes.
    static func read(
        _ photo: OutgoingPhoto,
        then next: @escaping @Sendable (UploadedFile) throws(ServiceFailure) -> ServiceStep
    ) -> ServiceStep {
        var request = HTTPRequest(.get, photo.url)
        request.headers = [HTTPHeader("Accept", "image/*")]
        request.bodyLimit = ServicesLimits.photo
        return .ask(ServiceRequest(http: request)) { (response) throws(ServiceFailure) in
            try next(try Answer.photo(response))
        }
    }

    /// A request whose answer's JSON is gone on with, once it is one of success.
    static func ask(
        _ http: HTTPRequest,
        _ authorization: Authorization,
        isDecisive: Bool = false,
        pause: Int = 0,
        check: @escaping @Sendable (HTTPResponse) throws(ServiceFailure) -> Void,
        then next: @escaping @Sendable (JSONValue, HTTPResponse) throws(ServiceFailure) -> ServiceStep
    ) -> ServiceStep {
        var request = ServiceRequest(http: http, isDecisive: isDecisive, pauseMilliseconds: pause)
        request.authorization = authorization
        return .ask(request) { (response) throws(ServiceFailure) in
            try check(response)
            return try next(Answer.json(response), response)
        }
    }
}

extension HTTPRequest {
    /// A request with JSON.
    init(_ method: HTTPMethod, _ url: String, json: JSONValue) {
        self.init(method, url)
        headers = [HTTPHeader("Content-Type", "application/json"), HTTPHeader("Accept", "application/json")]
        body = JSONWriter.bytes(json)
    }

    /// A request without a body that is answered with JSON.
    static func read(_ url: String, _ method: HTTPMethod = .get) -> HTTPRequest {
        var request = HTTPRequest(method, url)
        request.headers = [HTTPHeader("Accept", "application/json")]
        return request
    }

    /// A request with a form.
    init(_ method: HTTPMethod, _ url: String, form: [(String, String)]) {
        self.init(method, url)
        headers = [
            HTTPHeader("Content-Type", "application/x-www-form-urlencoded"), HTTPHeader("Accept", "application/json"),
        ]
        body = Array(PercentEncoding.form(form).utf8)
    }
}
