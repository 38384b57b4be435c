import JSON
import SocialModel

/// What stands where diaspora* shows a database id: the pod's row if it gave one, else the GUID, never a number of ours.
enum ItemID {
    static func append(row: Int64?, guid: GUID?, to bytes: inout [UInt8]) {
        if let row { JSONWriter.append(row, to: &bytes) } else { JSONWriter.append(guid?.text, to: &bytes) }
    }
}
