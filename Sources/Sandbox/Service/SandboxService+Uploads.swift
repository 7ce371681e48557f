import Foundation
import MediaLibrary

/// A file that has arrived and is not yet the session's.
struct ArrivedFile: Sendable {
  /// Where it is for now, in the session's media folder.
  let stagedPath: String
  let fileName: String
  let sizeBytes: Int64
  let hash: String
}

extension SandboxService {
  /// Makes arrived or generated files a session's own, all of them or none.
  ///
  /// - Throws: ``Refusal`` with 4001 for what is no medium; nothing is kept then.
  func adopt(
    _ files: [ArrivedFile], as origin: MediaRecord.Origin, session id: String, user: String
  ) throws(Refusal) -> (view: [MediaRecord], session: SessionRecord) {
    var session = try session(id, of: user)
    var adopted: [MediaRecord] = []
    for file in files {
      let record = try MediaRecord(
        file, id: AccountBook.random(16), origin: origin,
        takenNames: Set(session.media.map(\.fileName)))
      session.media.append(record)
      adopted.append(record)
    }
    for (file, record) in zip(files, adopted) {
      let place = folder.media(id) + "/" + record.storedName
      guard rename(file.stagedPath, place) == 0 else {
        throw .storage(FileError(path: place, reason: String(cString: strerror(errno))))
      }
    }
    try save(session)
    if origin == .uploaded { count { $0.uploads[id, default: 0] += files.count } }
    return (adopted, session)
  }

  /// The file behind an address.
  func media(
    _ id: String, named name: String, of session: String
  ) throws(Refusal) -> (MediaRecord, path: String) {
    guard let media = sessions[session]?.media.first(where: { $0.id == id }), media.fileName == name
    else { throw .notFound }
    return (media, folder.media(session) + "/" + media.storedName)
  }
}
