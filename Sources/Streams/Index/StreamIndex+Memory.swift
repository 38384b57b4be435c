extension StreamIndex {
    /// Bytes of each part, as they were asked of the system; what the allocator adds is not in it.
    public var memory: KeyValuePairs<String, Int> {
        let states = users.compactMap { $0 }
        return [
            "columns": posts.byteCount,
            "created": time.byteCount,
            "interacted": interactions.byteCount,
            "authors": bytes(of: byAuthor),
            "tags": bytes(of: byTag),
            "mentions": bytes(of: byMention),
            "reshares": reshares.byteCount,
            "received": states.reduce(0) { $0 + $1.received.byteCount },
            "own_acts": states.reduce(0) { $0 + $1.acts.byteCount },
            "contacts": states.reduce(0) { sum, state in state.members.values.reduce(sum) { $0 + $1.capacity * 4 } },
            "people": people.capacity + personVersions.capacity * 4,
        ]
    }

    private func bytes(of lists: [PostingList]) -> Int {
        lists.reduce(lists.capacity * MemoryLayout<PostingList>.stride) { $0 + $1.byteCount }
    }
}

extension PostingList {
    var byteCount: Int { keys.capacity * 8 }
}

extension ChunkedList {
    var byteCount: Int { chunks.reduce(0) { $0 + $1.capacity * 8 } }
}
