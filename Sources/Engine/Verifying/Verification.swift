public import SocialModel
public import Streams

/// What came of comparing the ledger and its views.
public struct Verification: Sendable {
    /// The sequence number at the end.
    public var seq: UInt64 = 0
    /// What was compared.
    public var checked = Checked()
    /// The first places that differ.
    public var findings: [Finding] = []
    /// How many places differ.
    public var count = 0

    /// How much was compared.
    public struct Checked: Sendable {
        /// Posts, with their places in all lists.
        public var posts = 0
        /// Entries of lists.
        public var entries = 0
        /// Users, with all that they follow, hide and did.
        public var users = 0
        /// People.
        public var people = 0
        /// Texts of the search index.
        public var texts = 0
    }

    /// A place that differs, by the pod's names.
    public struct Finding: Sendable {
        /// What differs, and how.
        public var place: ViewFinding
        /// The post concerned.
        public var post: GUID?
        /// The user or person concerned.
        public var person: DiasporaID?
        /// What the database says, where it is the file itself.
        public var detail: String?
    }

    /// How many findings are told.
    public static let told = 100
}

/// What came of comparing some texts.
struct TextFindings: Sendable {
    var checked: Int
    var last: PostNumber?
    var findings: [ViewFinding] = []
}
