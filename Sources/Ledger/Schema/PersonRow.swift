import GRDB
import SocialModel

/// A row of `people`.
struct PersonRow: Equatable {
    let number: UInt32
    let id: DiasporaID
    var guid: GUID?
    var flags: StoredPersonFlags = []
    var keyState = KeyState.neverGiven
    var key: String?
    var url: String?
    var firstName: String?
    var lastName: String?
    var imageSmall: String?
    var imageMedium: String?
    var imageLarge: String?
    var bio: String?
    var location: String?
    var gender: String?
    var birthday: String?
    var tags: [String] = []
    var rowID: Int64?
    /// When the profile that it shows was edited, as far as that is known.
    var editedAt: Timestamp?
    /// Who the person said to be from now on.
    var migratedTo: UInt32?
    /// Who that is at the end of a chain of such moves: whose everything is that was this person's.
    var movedTo: UInt32?

    init(number: UInt32, id: DiasporaID) {
        self.number = number
        self.id = id
    }

    init?(_ row: Row?) throws {
        guard let row, let id = row["id"] as DiasporaID? else { return nil }
        self.init(number: row["number"], id: id)
        guid = row["guid"]
        flags = StoredPersonFlags(rawValue: row["flags"])
        keyState = KeyState(rawValue: row["key_state"]) ?? .neverGiven
        key = row["key"]
        url = row["url"]
        firstName = row["first_name"]
        lastName = row["last_name"]
        imageSmall = row["image_small"]
        imageMedium = row["image_medium"]
        imageLarge = row["image_large"]
        bio = row["bio"]
        location = row["location"]
        gender = row["gender"]
        birthday = row["birthday"]
        tags = (row["tags"] as String?)?.split(separator: " ").map(String.init) ?? []
        rowID = row["row_id"]
        editedAt = row["edited_at"]
        migratedTo = row["migrated_to"]
        movedTo = row["moved_to"]
    }

    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO people (number, id, guid, flags, key_state, key, url, first_name, last_name, image_small,
                  image_medium, image_large, bio, location, gender, birthday, tags, row_id, edited_at, migrated_to, moved_to)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET guid = excluded.guid, flags = excluded.flags,
                  key_state = excluded.key_state, key = excluded.key, url = excluded.url,
                  first_name = excluded.first_name, last_name = excluded.last_name,
                  image_small = excluded.image_small, image_medium = excluded.image_medium,
                  image_large = excluded.image_large, bio = excluded.bio, location = excluded.location,
                  gender = excluded.gender, birthday = excluded.birthday, tags = excluded.tags,
                  row_id = excluded.row_id, edited_at = excluded.edited_at, migrated_to = excluded.migrated_to,
                  moved_to = excluded.moved_to
                """
        )
        try statement.execute(arguments: [
            number, id, guid, flags.rawValue, keyState.rawValue, key, url, firstName, lastName, imageSmall, imageMedium,
            imageLarge, bio, location, gender, birthday, tags.isEmpty ? nil : tags.joined(separator: " "), rowID,
            editedAt, migratedTo, movedTo,
        ])
    }

    mutating func set(_ flag: StoredPersonFlags, _ isSet: Bool) {
        if isSet { flags.insert(flag) } else { flags.remove(flag) }
    }

    /// Empties what a person told about itself, as of an account that is closed.
    mutating func clearProfile() {
        (firstName, lastName, bio, location, gender, birthday) = (nil, nil, nil, nil, nil, nil)
        (imageSmall, imageMedium, imageLarge) = (nil, nil, nil)
        tags = []
        set(.closed, true)
        set(.unsearchable, true)
        set(.spotlight, false)
    }

    /// Takes a key; one that is known stays unless it may be replaced.
    mutating func take(key field: Field<String>, replace: Bool) throws {
        let given: (KeyState, String?)
        switch field {
        case .unchanged: return
        case .cleared: given = (.unusable, nil)
        case .set(let pem): given = (.given, pem)
        }
        if keyState == .given, given.0 != keyState || given.1 != key, !replace {
            throw Refusal("key_differs", "\(id) has another key; say replace_key to replace it.")
        }
        (keyState, key) = given
    }
}

/// What is known of a person's public key.
enum KeyState: UInt32 {
    /// Nobody told: whoever needs it waits.
    case neverGiven = 0
    /// The pod gave it.
    case given = 1
    /// The pod says that there is none to be had.
    case unusable = 2
}

/// The bits of `people.flags`: those that views see, and one of the ledger's own.
struct StoredPersonFlags: OptionSet, Equatable {
    let rawValue: UInt32
    static let local = StoredPersonFlags(PersonFlags.local)
    static let closed = StoredPersonFlags(PersonFlags.closed)
    static let unsearchable = StoredPersonFlags(PersonFlags.unsearchable)
    static let nsfw = StoredPersonFlags(PersonFlags.nsfw)
    static let spotlight = StoredPersonFlags(PersonFlags.spotlight)
    /// The pod told of this person; without it the row only keeps a number for somebody who was mentioned.
    static let known = StoredPersonFlags(rawValue: 1 << 8)
    /// Had an account here, which is gone: nobody waits for it.
    static let left = StoredPersonFlags(rawValue: 1 << 9)

    init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(_ flags: PersonFlags) { rawValue = UInt32(flags.rawValue) }

    var forViews: PersonFlags { PersonFlags(rawValue: UInt8(truncatingIfNeeded: rawValue)) }
}

/// What the pod said of itself, as rows of `meta`.
enum PodRow {
    static let url = "pod.url"
    static let keys = [
        url, "pod.avatar.small", "pod.avatar.medium", "pod.avatar.large", "pod.blank_title", "pod.photos_url",
    ]
}
