import Ledger
import SocialModel
import Streams

extension Engine {
    /// Compares the ledger with itself and with every view, a slice at a time, while serving.
    ///
    /// Each slice is compared at one sequence number; what is written between two slices is no difference. Throws
    /// ``EngineError/busy(_:)`` while another comparison is at work, or if the ledger never pauses.
    public func verify() async throws(EngineError) -> Verification {
        guard !isVerifying else { throw .busy("The views are being compared already.") }
        isVerifying = true
        defer { isVerifying = false }
        var result = Verification()
        try await verifyLedger(&result)
        try await verifyPosts(&result)
        try await verifyLists(&result)
        try await verifyUsers(&result)
        try await verifyPeople(&result)
        try await verifyTexts(&result)
        try await verifyLists(ofTexts: &result)
        result.seq = seq
        return result
    }

    /// How many rows a slice has: some hundred microseconds of the loop.
    private static let rowsPerSlice = 256

    /// The ledger's file, and its counters against the rows that they count, on a thread of their own.
    private func verifyLedger(_ result: inout Verification) async throws(EngineError) {
        let faults = try await slowReader.read { (reader) throws(LedgerError) in
            try reader.faultsOfFile(limit: Verification.told)
        }
        for fault in faults {
            result.count += 1
            result.findings.append(.init(place: ViewFinding(.ledger, .different), detail: fault))
        }
        let highest = try ledgerRead { () throws(LedgerError) in try reader.highestPost() }
        for start in stride(from: 0, through: highest, by: 16_384) {
            let posts = try await slowReader.read { (reader) throws(LedgerError) in
                try reader.miscounted(after: PostNumber(start), count: 16_384)
            }
            note(posts.map { ViewFinding(.ledger, .different, post: $0) }, &result)
        }
    }

    private func verifyPosts(_ result: inout Verification) async throws(EngineError) {
        var after: PostNumber? = PostNumber(0)
        while let start = after {
            try await whileSettled({ () throws(LedgerError) in
                try reader.postFacts(after: start, limit: Self.rowsPerSlice)
            }) { posts in
                let last = posts.count < Self.rowsPerSlice ? UInt32.max : posts.last?.number.value ?? .max
                note(index.findings(posts, in: start.value + 1...last), &result)
                if posts.isEmpty { note(index.findingsOfSizes(), &result) }
                result.checked.posts += posts.count
                after = posts.last?.number
            }
        }
    }

    private func verifyLists(_ result: inout Verification) async throws(EngineError) {
        var place: ListStretch.Place? = .start
        while let start = place {
            var stretch: ListStretch?
            try await whileSettled({ () throws(LedgerError) in
                stretch = index.stretch(from: start, limit: Self.rowsPerSlice)
                return try reader.postFacts(of: stretch?.posts ?? [])
            }) { facts in
                place = stretch?.next
                guard let stretch else { return }
                note(index.findings(stretch, facts), &result)
                result.checked.entries += stretch.posts.count
            }
        }
    }

    private func verifyUsers(_ result: inout Verification) async throws(EngineError) {
        var after: UserNumber? = UserNumber(0)
        while let start = after {
            try await whileSettled({ () throws(LedgerError) in try reader.userFacts(after: start) }) { user in
                after = user?.number
                // Accounts that only the index has stand between two of the ledger's.
                var mine = index.user(after: start)
                while let extra = mine, extra.value < user?.number.value ?? .max {
                    note([ViewFinding(.users, .extra, user: extra)], &result)
                    mine = index.user(after: extra)
                }
                guard let user else { return }
                note(index.findings(user), &result)
                result.checked.users += 1
            }
        }
    }

    private func verifyPeople(_ result: inout Verification) async throws(EngineError) {
        var after: PersonNumber? = PersonNumber(0)
        while let start = after {
            try await whileSettled({ () throws(LedgerError) in
                try reader.people(after: start, limit: Self.rowsPerSlice)
            }) { people in
                note(index.findings(people), &result)
                result.checked.people += people.count
                after = people.last?.0
            }
        }
    }

    private func verifyTexts(_ result: inout Verification) async throws(EngineError) {
        var after = PostNumber(0)
        var tries = 0
        while true {
            guard let found = try await search.findings(after: after, limit: Self.rowsPerSlice) else {
                tries += 1
                try await pause(tries)
                continue
            }
            tries = 0
            note(found.findings, &result)
            result.checked.texts += found.checked
            guard let last = found.last else { return }
            after = last
        }
    }

    /// What FTS5 itself holds.
    private func verifyLists(ofTexts result: inout Verification) async throws(EngineError) {
        do throws(EngineError) {
            while let found = try await search.listFindings() {
                note(found, &result)
                guard !isStopping else { throw EngineError.busy("The engine is being stopped.") }
            }
        } catch {
            await search.endComparingLists()
            throw error
        }
    }

    // MARK: - Slices

    /// Reads rows and compares them when the index is exactly as far as the ledger; then others have their turn.
    private func whileSettled<Rows: Sendable>(
        _ read: () throws(LedgerError) -> LedgerSlice<Rows>,
        _ compare: (Rows) throws(EngineError) -> Void
    ) async throws(EngineError) {
        var tries = 0
        while true {
            if !isFollowing {
                let slice = try ledgerRead(read)
                if slice.seq == seq {
                    try compare(slice.rows)
                    await Task.yield()
                    return
                }
            }
            tries += 1
            try await pause(tries)
        }
    }

    private func pause(_ tries: Int) async throws(EngineError) {
        guard tries < Self.tries, !isStopping else {
            throw .busy("So much is written that the views never stand still; try again later.")
        }
        try? await Task.sleep(for: .milliseconds(1))
    }

    /// About ten seconds.
    private static let tries = 10_000

    private func note(_ findings: [ViewFinding], _ result: inout Verification) {
        result.count += findings.count
        for place in findings.prefix(max(0, Verification.told - result.findings.count)) {
            let user = place.user.flatMap { index.person(of: $0) }
            let person = (user ?? place.person).flatMap { try? reader.card(of: $0, pod: pod)?.id }
            let guid = place.post.flatMap { try? reader.guid(of: $0) }
            result.findings.append(.init(place: place, post: guid, person: person))
        }
    }
}
