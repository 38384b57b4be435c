import Corpus
import SocialModel

/// What diaspora* would have in its database after a world's events: all that was not taken back.
///
/// Rows are numbered in the order of arrival. Interactions may come before their
/// posts, and retractions before what they take back, so rows are made at the end.
struct PodDatabase {
    private var people: [PersonRow] = []
    private var personNumbers: [DiasporaID: Int] = [:]
    private var users: [DiasporaID] = []
    private var userNumbers: [DiasporaID: Int] = [:]
    private var spotlight: [DiasporaID] = []
    private var aspects: [(user: Int, key: String, name: String)] = []
    private var contacts: [ContactPut] = []
    private var blocks: [(user: DiasporaID, person: DiasporaID)] = []
    private var tagFollowings: [(user: DiasporaID, tag: String)] = []
    private var hides: [DiasporaID: [GUID]] = [:]
    private var posts: [(put: EntityPut, arrival: Timestamp)] = []
    private var postPlaces: [GUID: Int] = [:]
    private var interactions: [(entity: Entity, arrival: Timestamp)] = []
    private var looseGUIDs: Set<GUID> = []
    private var retracted: Set<GUID> = []
    private let start: Timestamp

    private struct PersonRow {
        var put: PersonPut
        var url: String?
        var firstName: String?
        var lastName: String?
        var bio: String?
        var place: String?
        var images: (large: String?, medium: String?, small: String?) = (nil, nil, nil)
        var isSearchable = true
        var isNSFW = false
        var tags: [String] = []
    }

    /// - Parameter start: when the people, who have no date, came.
    init(start: Timestamp) { self.start = start }

    /// Takes one event in.
    mutating func add(_ event: WorldEvent) {
        switch event.content {
        case .envelope(_, let entity): add(EntityPut(entity), event.arrival)
        case .apply(let changes): for change in changes { add(change, event.arrival) }
        }
    }

    private mutating func add(_ change: Change, _ arrival: Timestamp) {
        switch change {
        case .personPut(let put): add(put)
        case .userPut(let put):
            userNumbers[put.id] = users.count + 1
            users.append(put.id)
        case .spotlightPut(let person): spotlight.append(person)
        case .aspectPut(let user, let aspect, let name):
            if let number = userNumbers[user] { aspects.append((number, aspect, name ?? aspect)) }
        case .contactPut(let put): contacts.append(put)
        case .blockPut(let user, let person): blocks.append((user, person))
        case .tagFollowingPut(let user, let tag): tagFollowings.append((user, tag))
        case .hidePut(let user, let post): hides[user, default: []].append(post)
        case .entity(let put): add(put, arrival)
        default: break
        }
    }

    private mutating func add(_ put: PersonPut) {
        if personNumbers[put.id] == nil {
            people.append(PersonRow(put: put))
            personNumbers[put.id] = people.count
        }
        guard let number = personNumbers[put.id] else { return }
        var row = people[number - 1]
        row.url = put.url.applied(to: row.url)
        row.firstName = put.firstName.applied(to: row.firstName)
        row.lastName = put.lastName.applied(to: row.lastName)
        row.bio = put.bio.applied(to: row.bio)
        row.place = put.location.applied(to: row.place)
        row.images.large = put.imageURL.applied(to: row.images.large)
        row.images.medium = put.imageURLMedium.applied(to: row.images.medium)
        row.images.small = put.imageURLSmall.applied(to: row.images.small)
        row.isSearchable = put.isSearchable.applied(to: row.isSearchable) ?? true
        row.isNSFW = put.isNSFW.applied(to: row.isNSFW) ?? false
        row.tags = put.tags.applied(to: row.tags) ?? []
        people[number - 1] = row
    }

    private mutating func add(_ put: EntityPut, _ arrival: Timestamp) {
        switch put.entity {
        case .statusMessage, .reshare:
            guard let guid = put.entity.guid, postPlaces[guid] == nil else { return }
            postPlaces[guid] = posts.count
            posts.append((put, arrival))
        case .comment, .like, .pollParticipation, .photo:
            if let guid = put.entity.guid, looseGUIDs.insert(guid).inserted {
                interactions.append((put.entity, arrival))
            }
        case .profile(let profile): replace(profile)
        case .retraction(let retraction): retracted.insert(retraction.targetGUID)
        default: break
        }
    }

    // A profile says everything anew.
    private mutating func replace(_ profile: Profile) {
        guard let number = personNumbers[profile.author] else { return }
        var row = people[number - 1]
        row.firstName = profile.firstName
        row.lastName = profile.lastName
        row.bio = profile.bio
        row.place = profile.location
        row.images = (profile.imageURL, profile.imageURLMedium, profile.imageURLSmall)
        row.isSearchable = profile.isSearchable ?? row.isSearchable
        row.isNSFW = profile.isNSFW ?? row.isNSFW
        row.tags = TagGrammar.tags(in: profile.tagString ?? "")
        people[number - 1] = row
    }

    // MARK: - Tables

    /// The statements that make the database, and how many rows each table has.
    func statements() -> (text: [UInt8], rows: [(name: String, count: Int)]) {
        var tags = TagTables(start: start)
        var tables = peopleTables(&tags) + relationTables(&tags)
        let (postTables, postNumbers) = postTables(&tags)
        tables += postTables
        tables.append(userTable(postNumbers))
        tables += tags.tables
        let text = Array(DiasporaSchema.tables.utf8) + tables.flatMap(\.statement) + Array(DiasporaSchema.indexes.utf8)
        return (text, tables.map { ($0.name, $0.count) })
    }

    private func peopleTables(_ tags: inout TagTables) -> [SQLTable] {
        var pods = SQLTable("pods", "id, host")
        var podNumbers: [Substring: Int] = [:]
        var table = SQLTable(
            "people",
            "id, guid, diaspora_handle, serialized_public_key, owner_id, pod_id, created_at, updated_at"
        )
        var profiles = SQLTable(
            "profiles",
            "id, diaspora_handle, first_name, last_name, full_name, image_url, image_url_small, image_url_medium, bio, "
                + "location, searchable, nsfw, person_id, created_at, updated_at"
        )
        var roles = SQLTable("roles", "id, person_id, name, created_at, updated_at")
        for (index, row) in people.enumerated() {
            let number = index + 1
            let user = userNumbers[row.put.id]
            if user == nil, podNumbers[row.put.id.host] == nil {
                podNumbers[row.put.id.host] = pods.count + 1
                pods.add(.integer(pods.count + 1), .text(String(row.put.id.host)))
            }
            table.add(
                .integer(number),
                .optional(row.put.guid?.text),
                .text(row.put.id.text),
                .text(""),
                .optional(user),
                user == nil ? .optional(podNumbers[row.put.id.host]) : .null,
                .time(start),
                .time(start)
            )
            let name = [row.firstName, row.lastName].compactMap(\.self).joined(separator: " ").lowercased()
            profiles.add(
                .integer(number),
                .text(row.put.id.text),
                .optional(row.firstName),
                .optional(row.lastName),
                .text(String(name.unicodeScalars.prefix(70))),
                .optional(row.images.large),
                .optional(row.images.small),
                .optional(row.images.medium),
                .optional(row.bio),
                .optional(row.place),
                .flag(row.isSearchable),
                .flag(row.isNSFW),
                .integer(number),
                .time(start),
                .time(start)
            )
            tags.add(row.tags, "Profile", number, start)
        }
        for person in spotlight {
            guard let number = personNumbers[person] else { continue }
            roles.add(.integer(roles.count + 1), .integer(number), .text("spotlight"), .time(start), .time(start))
        }
        return [pods, table, profiles, roles]
    }

    private func relationTables(_ tags: inout TagTables) -> [SQLTable] {
        var aspectTable = SQLTable("aspects", "id, name, user_id, order_id, created_at, updated_at")
        for aspect in aspects {
            let number = aspectTable.count + 1
            aspectTable.add(
                .integer(number),
                .text(aspect.name),
                .integer(aspect.user),
                .integer(number),
                .time(start),
                .time(start)
            )
        }
        let aspectNumbers = aspectNumbers
        var table = SQLTable("contacts", "id, user_id, person_id, sharing, receiving, created_at, updated_at")
        var memberships = SQLTable("aspect_memberships", "id, aspect_id, contact_id, created_at, updated_at")
        for contact in contacts {
            guard let user = userNumbers[contact.user], let person = personNumbers[contact.person] else { continue }
            let number = table.count + 1
            table.add(
                .integer(number),
                .integer(user),
                .integer(person),
                .flag(contact.isSharing),
                .flag(contact.isReceiving),
                .time(start),
                .time(start)
            )
            for key in contact.aspects {
                guard let aspect = aspectNumbers[AspectName(user: user, key: key)] else { continue }
                memberships.add(
                    .integer(memberships.count + 1),
                    .integer(aspect),
                    .integer(number),
                    .time(start),
                    .time(start)
                )
            }
        }
        var blockTable = SQLTable("blocks", "id, user_id, person_id")
        var seen: Set<[Int]> = []
        for block in blocks {
            guard let user = userNumbers[block.user], let person = personNumbers[block.person] else { continue }
            guard seen.insert([user, person]).inserted else { continue }
            blockTable.add(.integer(blockTable.count + 1), .integer(user), .integer(person))
        }
        for following in tagFollowings {
            if let user = userNumbers[following.user] { tags.follow(following.tag, user) }
        }
        return [aspectTable, table, memberships, blockTable]
    }

    private struct AspectName: Hashable {
        var user: Int
        var key: String
    }

    private var aspectNumbers: [AspectName: Int] {
        var numbers: [AspectName: Int] = [:]
        for (index, aspect) in aspects.enumerated() {
            numbers[AspectName(user: aspect.user, key: aspect.key)] = index + 1
        }
        return numbers
    }

    private func userTable(_ postNumbers: [GUID: Int]) -> SQLTable {
        var table = SQLTable("users", "id, username, hidden_shareables, getting_started, created_at, updated_at")
        for (index, user) in users.enumerated() {
            let hidden = (hides[user] ?? []).compactMap { postNumbers[$0] }
            // As Rails writes a serialised hash.
            let yaml = hidden.isEmpty ? "--- {}\n" : "---\nPost:\n" + hidden.map { "- '\($0)'\n" }.joined()
            table.add(
                .integer(index + 1),
                .text(String(user.text.prefix { $0 != "@" })),
                .text(yaml),
                .flag(false),
                .time(start),
                .time(start)
            )
        }
        return table
    }

    private func postTables(_ tags: inout TagTables) -> (tables: [SQLTable], numbers: [GUID: Int]) {
        var tables = PostTables(people: personNumbers, users: userNumbers)
        let aspectNumbers = aspectNumbers
        for (put, arrival) in posts {
            guard let guid = put.entity.guid, !retracted.contains(guid) else { continue }
            let isRootGone: Bool
            if case .reshare(let reshare) = put.entity, let root = reshare.root {
                isRootGone = retracted.contains(root.guid) || postPlaces[root.guid] == nil
            } else {
                isRootGone = false
            }
            let aspects = put.aspects.compactMap { key in
                userNumbers[put.entity.author].flatMap { aspectNumbers[AspectName(user: $0, key: key)] }
            }
            tables.add(put, aspects: aspects, isRootGone: isRootGone, arrival, &tags)
        }
        // Comments first, for there are likes of them.
        let kept = interactions.filter { $0.entity.guid.map { !retracted.contains($0) } ?? false }
        for (entity, arrival) in kept {
            if case .comment(let comment) = entity { tables.add(comment, arrival, &tags) }
        }
        for (entity, arrival) in kept { tables.add(entity, arrival) }
        return (tables.finished(), tables.postNumbers)
    }
}
