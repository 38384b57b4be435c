import Glibc

/// Through which proxy a host is asked, as the environment has it for other programs too.
///
/// A proxy resolves names itself, so that the ``AddressRule`` cannot be asked with what they resolve to: it has to keep
/// clients from inner networks itself. Hosts that are addresses are judged all the same.
public struct ProxyRules: Sendable, Hashable {
    private var secure = ""
    private var plain = ""
    private var direct: [String] = []

    /// No proxy for anybody.
    public static let none = ProxyRules { _ in nil }

    /// `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, in lower case or, but for `http_proxy`, in upper case.
    public static var environment: ProxyRules {
        ProxyRules { name in unsafe getenv(name).map { unsafe String(cString: $0) } }
    }

    /// Reads variables by `value`.
    public init(_ value: (String) -> String?) {
        func first(_ names: String...) -> String? { names.lazy.compactMap(value).first { !$0.isEmpty } }
        secure = first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY") ?? ""
        // In upper case it can be a header of a CGI request.
        plain = first("http_proxy", "all_proxy", "ALL_PROXY") ?? ""
        direct = (first("no_proxy", "NO_PROXY") ?? "").lowercased().split { $0 == "," || $0.isWhitespace }.map {
            entry in
            let host = entry.drop { $0 == "." }
            // A port says nothing here, and an address of version 6 has several colons.
            guard host.first != "[", host.count(where: { $0 == ":" }) == 1, let colon = host.firstIndex(of: ":") else {
                return String(host)
            }
            return String(host[..<colon])
        }
    }

    /// The proxy's URL; empty where the host is asked itself.
    func proxy(scheme: String, host: String) -> String {
        let host = host.lowercased()
        let isDirect = direct.contains { $0 == "*" || host == $0 || host.hasSuffix("." + $0) }
        return isDirect ? "" : scheme == "https" ? secure : plain
    }
}
