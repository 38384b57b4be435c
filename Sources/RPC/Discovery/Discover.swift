import Engine
import JSON
import Wire

/// `rpc.discover`: the contract as the server keeps it.
enum Discover {
    static let method: Method = .init(
        "rpc.discover",
        "Describes all methods as an OpenRPC document.",
        result: "An OpenRPC 1.3 document, whose `x-reasons` explains every `reason` word.",
        .read(read)
    )

    private static func read(
        _ engine: isolated Engine,
        _ parameters: Parameters,
        _ output: inout [UInt8]
    ) throws(CallFailure) {
        JSONWriter.append(.object(OpenRPC.document(MethodTable.contract)), to: &output)
    }
}
