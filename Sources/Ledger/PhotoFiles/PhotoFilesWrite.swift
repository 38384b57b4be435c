public import SocialModel

/// A photo whose files are to be made.
public struct PhotoErrand: Sendable, Hashable {
    /// The photo.
    public var guid: GUID
    /// Where its original is: the folder's URL, and the file's name.
    public var path: String
    /// The file's name.
    public var name: String
    /// Whether its author has an account here.
    public var isLocal: Bool
    /// How often it was tried in vain.
    public var attempts: Int
}

/// What happens to photos' files.
///
/// None of it stands in the change log: files can be made again from the originals.
public enum PhotoFilesWrite: Sendable, Hashable {
    /// They were made for an errand, and count unless the photo is another one by now.
    case made(PhotoErrand, MadePhoto)
    /// They were made of what somebody handed over, for a photo that may be yet to come, or for nobody.
    case given(GUID?, MadePhoto)
    /// They could not be made, and are tried again.
    case postpone(PhotoErrand, until: Timestamp, reason: String)
    /// They are given up.
    case failed(PhotoErrand, reason: String)
    /// They are there no longer, and have to be made again.
    case lost(base: String)
    /// What was made before a time for a photo that has not come is given up.
    case expire(before: Timestamp)
}
