import Foundation

/// A session as it's kept.
struct SessionRecord: Codable, Sendable {
  let id: String
  let taskID: String
  let taskName: String
  let language: String
  let userID: String
  let createdAt: Date

  /// How many messages have come.
  var messages = 0
  /// For each version of the draft, oldest first, the number of the message that made it.
  var authors: [Int] = []
  /// Whether editing has been paid for, once for the session.
  var hasPaidForEditing = false
  /// Uploaded and generated files, oldest first.
  var media: [MediaRecord] = []
  /// Messages that were accepted and are not done.
  var pending: [PendingMessage] = []

  /// The number of the newest version of the draft; 0 while there is none.
  var version: Int { authors.count }

  /// The name of the newest version's file.
  var draftName: String { "draft-\(version).json" }
}

/// A message that was accepted: it will be done, whatever happens to the connection or to the process.
struct PendingMessage: Codable, Sendable {
  let number: Int
  let text: String
  /// The credits that are frozen for it.
  let cost: Double
  /// Whether the cost is for editing.
  let isForEditing: Bool
  /// How many of its stages are done.
  var stage = 0
}

/// A file of a session.
struct MediaRecord: Codable, Sendable {
  enum Origin: String, Codable, Sendable { case uploaded, generated }
  enum Kind: String, Codable, Sendable { case video, image, audio }

  let id: String
  /// The name that people see; no other file of the session has it.
  let fileName: String
  let origin: Origin
  let kind: Kind
  let contentType: String
  let sizeBytes: Int64
  let hash: String
  var durationSeconds: Double?
  var width: Int?
  var height: Int?
  var framesPerSecond: Double?

  /// The name in the session's media folder.
  var storedName: String {
    "\(id).\(fileName.split(separator: ".").last?.lowercased() ?? "bin")"
  }

  /// Where the service's machines have the file: what drafts name it by.
  func servicePath(session: String) -> String { "/mnt/userdata/\(session)/\(fileName)" }
}
