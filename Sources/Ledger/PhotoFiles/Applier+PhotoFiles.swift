import GRDB
import SocialModel

extension Applier {
    /// Lets a photo's files be made, if its original is new here.
    func queueFiles(of guid: GUID, by author: PersonNumber) throws {
        let known = try row("SELECT number, state, base FROM photo_files WHERE guid = ?", [guid])
        if let known, known["state"] as Int == PhotoFilesState.unclaimed.rawValue {
            // The pod handed over the original before it told of the photo.
            return try run(
                "UPDATE photo_files SET state = ?, changed_at = ? WHERE number = ?",
                [PhotoFilesState.made.rawValue, receivedAt, known["number"] as Int64]
            )
        }
        if known == nil {
            guard try limits.makesFilesOfAllPhotos || account(of: author) != nil else { return }
        }
        if let base = known?["base"] as String? { droppedFiles.append(base) }
        try run(
            """
            INSERT INTO photo_files (guid, state, due_at, changed_at) VALUES (?, ?, ?, ?)
              ON CONFLICT (guid) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, attempts = 0,
                reason = NULL, base = NULL, made = NULL, changed_at = excluded.changed_at
            """,
            [guid, PhotoFilesState.waiting.rawValue, receivedAt, receivedAt]
        )
        touchesPhotos = true
    }

    /// The same for all photos of somebody who got an account here.
    func queueFiles(ofPhotosBy author: PersonNumber) throws {
        try run(PhotoQueue.inserting + " AND author = ?", [receivedAt, receivedAt, author.value])
        if touched > 0 { touchesPhotos = true }
    }

    /// A photo is gone, and its files with it, unless another one has the same.
    func eraseFiles(of guid: GUID) throws {
        guard let known = try row("SELECT base FROM photo_files WHERE guid = ?", [guid]) else { return }
        if let base = known["base"] as String? { droppedFiles.append(base) }
        try run("DELETE FROM photo_files WHERE guid = ?", [guid])
    }

    func perform(_ write: PhotoFilesWrite) throws {
        switch write {
        case .made(let errand, let photo):
            try run(
                """
                UPDATE photo_files SET state = ?, base = ?, made = ?, reason = NULL, changed_at = ?
                  WHERE guid = ? AND \(Self.isSamePhoto)
                """,
                [
                    PhotoFilesState.made.rawValue, photo.base, photo.text, receivedAt, errand.guid, errand.path,
                    errand.name,
                ]
            )
            // Retracted or replaced while it was at work.
            if touched == 0 { return droppedFiles.append(photo.base) }
            try noteFiles(of: errand.guid)
        case .given(let guid, let photo): try give(photo, guid)
        case .postpone(let errand, let until, let reason):
            try run(
                """
                UPDATE photo_files SET due_at = ?, reason = ?, attempts = attempts + 1, changed_at = ?
                  WHERE guid = ? AND \(Self.isSamePhoto)
                """,
                [until, reason, receivedAt, errand.guid, errand.path, errand.name]
            )
        case .failed(let errand, let reason):
            try run(
                "UPDATE photo_files SET state = ?, reason = ?, changed_at = ? WHERE guid = ? AND \(Self.isSamePhoto)",
                [PhotoFilesState.failed.rawValue, reason, receivedAt, errand.guid, errand.path, errand.name]
            )
        case .lost(let base):
            // What nobody can make again has nothing left that is worth a row.
            try run("DELETE FROM photo_files WHERE base = ? AND state = ?", [base, PhotoFilesState.unclaimed.rawValue])
            try run(
                """
                UPDATE photo_files SET state = ?, base = NULL, made = NULL, due_at = ?, attempts = 0, changed_at = ?
                  WHERE base = ?
                """,
                [PhotoFilesState.waiting.rawValue, receivedAt, receivedAt, base]
            )
            touchesPhotos = true
        case .expire(let time):
            let old = try rows(
                "SELECT number, base FROM photo_files WHERE state = ? AND changed_at < ? LIMIT 10000",
                [PhotoFilesState.unclaimed.rawValue, time]
            )
            for row in old {
                if let base = row["base"] as String? { droppedFiles.append(base) }
                try run("DELETE FROM photo_files WHERE number = ?", [row["number"] as Int64])
            }
        }
    }

    /// Whether a row's photo still has the original that was worked on.
    private static let isSamePhoto = """
        state = 0 AND EXISTS (SELECT 1 FROM photos WHERE photos.guid = photo_files.guid AND path = ? AND name = ?)
        """

    private func give(_ photo: MadePhoto, _ guid: GUID?) throws {
        let isKnown = try guid.map { try row("SELECT 1 FROM photos WHERE guid = ?", [$0]) != nil } ?? false
        if let guid, !isKnown, try isRetracted(.photo, guid) {
            droppedFiles.append(photo.base)
            throw Refusal.targetRetracted(.photo, guid)
        }
        // Of what is nobody's one row is enough, which lives as long again each time.
        let old =
            if let guid { try row("SELECT base FROM photo_files WHERE guid = ?", [guid]) } else {
                try row("SELECT base FROM photo_files WHERE guid IS NULL AND base = ?", [photo.base])
            }
        if let base = old?["base"] as String?, base != photo.base { droppedFiles.append(base) }
        let state = isKnown ? PhotoFilesState.made : .unclaimed
        if old != nil {
            try run(
                """
                UPDATE photo_files SET state = ?, base = ?, made = ?, reason = NULL, changed_at = ?
                  WHERE guid IS ? AND (guid IS NOT NULL OR base = ?)
                """,
                [state.rawValue, photo.base, photo.text, receivedAt, guid, photo.base]
            )
        } else {
            try run(
                "INSERT INTO photo_files (guid, state, due_at, base, made, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
                [guid, state.rawValue, receivedAt, photo.base, photo.text, receivedAt]
            )
        }
        if let guid, isKnown { try noteFiles(of: guid) }
    }

    /// The post's card shows the photo's files from now on.
    private func noteFiles(of photo: GUID) throws {
        let post = try number(
            """
            SELECT posts.number FROM photos JOIN post_bodies ON post_bodies.guid = photos.post_guid
              JOIN posts ON posts.number = post_bodies.number AND posts.author = photos.author WHERE photos.guid = ?
            """,
            [photo]
        )
        if let post { deltas.append(.contents(PostNumber(post))) }
    }
}

/// Which photos' files are made: those of people with an account here.
enum PhotoQueue {
    /// Queues all that are not; to be followed by more conditions.
    static let inserting = """
        INSERT INTO photo_files (guid, state, due_at, changed_at)
          SELECT photos.guid, 0, ?, ? FROM photos JOIN users ON users.person = photos.author
            WHERE NOT EXISTS (SELECT 1 FROM photo_files WHERE photo_files.guid = photos.guid)
        """
}
