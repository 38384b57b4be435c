import Wire

/// The contract as a page of Docs, made from the method table.
public enum Reference {
    /// The whole page, in Markdown.
    public static var markdown: String {
        let table = MethodTable.contract
        let methods = table.methods.map { "[`\($0.name)`](#\(anchor($0.name)))" }.joined(separator: " · ")
        let sections = table.methods.map(section).joined(separator: "\n")
        return """
            # RPC reference

            Written by `millrace reference` from the method table; do not edit it here. One JSON-RPC 2.0 request a line on the
            Unix socket, parameters by name; `rpc.discover` says the same to programs, and [errors](errors.md) explains every
            `reason`. Every method also takes `\(MethodParameter.deadline.name)`: \(MethodParameter.deadline.summary)

            \(methods)

            \(sections)
            """
    }

    /// As web pages of repositories make it of a heading.
    private static func anchor(_ name: String) -> String { name.filter { $0 != "." } }

    private static func section(_ method: Method) -> String {
        var text = "## \(method.name)\n\n\(method.summary)\n"
        if !method.parameters.isEmpty {
            text += "\n| parameter | | |\n|---|---|---|\n"
            for parameter in method.parameters {
                let name = parameter.isRequired ? "**`\(parameter.name)`**" : "`\(parameter.name)`"
                text += "| \(name) | \(kind(parameter.kind)) | \(cell(parameter.summary)) |\n"
            }
        }
        text += "\nResult: \(method.result)\n"
        if !method.reasons.isEmpty {
            text += "\nReasons of its own: \(method.reasons.map { "`\($0.word)`" }.joined(separator: ", ")).\n"
        }
        return text
    }

    private static func kind(_ kind: MethodParameter.Kind) -> String {
        switch kind {
        case .text: "text"
        case .id: "diaspora* ID"
        case .guid: "GUID"
        case .flag: "true or false"
        case .number: "number"
        case .whole(let range):
            "\(range.lowerBound) to \(range.upperBound == .max ? "2⁶³ − 1" : String(range.upperBound))"
        case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .texts(let limit): "up to \(limit) texts"
        case .object: "object"
        case .objects(let limit): "up to \(limit) objects"
        }
    }

    /// A bar would begin another column.
    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
