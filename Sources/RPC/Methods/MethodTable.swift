import Wire

/// The methods of the contract, by their names.
struct MethodTable: Sendable {
    /// In the order in which `rpc.discover` lists them.
    let methods: [Method]
    private let places: [String: Int]

    /// All that this engine answers.
    static let contract: MethodTable = .init([
        PodApply.method,
        Sync.begin,
        Sync.end,
        FederationReceive.method,
        PersonDiscovered.method,
        FederationSeal.method,
        FederationDeliveries.method,
        ChangesRead.method,
        StreamRead.method,
        StreamExplain.method,
        StreamSubscribe.subscribe,
        StreamSubscribe.unsubscribe,
        PostRead.method,
        ListMethods.comments,
        ListMethods.likes,
        ListMethods.reshares,
        ListMethods.photos,
        ListMethods.people,
        Searching.posts,
        Searching.tags,
        ListMethods.searchedPeople,
        PhotoProcess.method,
        LinkMethods.preview,
        LinkMethods.bookmark,
        ServiceMethods.put,
        ServiceMethods.delete,
        ServiceMethods.list,
        ServiceMethods.preview,
        ServiceMethods.publish,
        StatusRead.method,
        Metrics.method,
        Verify.method,
        Reindex.method,
        Purge.method,
        Backup.method,
        Discover.method,
    ])

    init(_ methods: [Method]) {
        self.methods = methods
        places = Dictionary(methods.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// The method of that name and its place; the fault for another one says which it may have been.
    func method(_ name: String) throws(RPCFault) -> (place: Int, method: Method) {
        if let place = places[name] { return (place, methods[place]) }
        var fault = RPCFault.unknownMethod(name)
        if let guess = nearest(to: name) { fault.detail += " Did you mean \(guess)?" }
        throw fault
    }

    private func nearest(to name: String) -> String? {
        guard name.utf8.count <= 64 else { return nil }
        let distances = methods.map { ($0.name, EditDistance.between(name, $0.name)) }
        guard let best = distances.min(by: { $0.1 < $1.1 }), best.1 <= max(2, name.utf8.count / 3) else { return nil }
        return best.0
    }
}
