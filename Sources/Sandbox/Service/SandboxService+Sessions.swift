import Foundation
import JSONTree
import MediaLibrary

extension SandboxService {
  /// `POST /api/tasks/me/with-session/nemo_agent`.
  func createSession(
    named name: String, language: String, user: String
  ) throws(Refusal) -> JSONValue {
    let session = SessionRecord(
      id: AccountBook.random(24), taskID: AccountBook.random(20),
      taskName: String(name.prefix(200)), language: String(language.prefix(20)), userID: user,
      createdAt: clock.now())
    try save(session)
    return ["task_id": .string(session.taskID), "session_id": .string(session.id)]
  }

  /// A user's session; another's is as good as none.
  func session(_ id: String, of user: String) throws(Refusal) -> SessionRecord {
    guard let session = sessions[id], session.userID == user else { throw .noSession }
    return session
  }

  /// The newest version of a session's draft; nil while there is none.
  func draft(of session: SessionRecord) throws(Refusal) -> [UInt8]? {
    guard session.version > 0 else { return nil }
    do throws(FileError) {
      return try WholeFile.read(
        folder.session(session.id) + "/" + session.draftName)
    } catch {
      throw .storage(error)
    }
  }

  /// `GET /api/state/nemo_agent/me/<sid>/latest`, with the draft's bytes as they are.
  func state(of id: String, user: String, base: String) throws(Refusal) -> [UInt8] {
    let session = try session(id, of: user)
    let state = SessionView(session: session, base: base).state(draft: try draft(of: session))
    return Array(#"{"code":0,"data":{"task_name":"#.utf8)
      + JSONValue.string(session.taskName).serialized() + Array(#","state":"#.utf8) + state
      + Array("}}".utf8)
  }
}

/// What others see of a session.
struct SessionView: Sendable {
  let session: SessionRecord
  /// The address of this server, which changes with its port.
  let base: String

  /// A state around a draft, whose bytes are left as they are.
  func state(draft: [UInt8]?) -> [UInt8] {
    Array(#"{"draft":"#.utf8) + (draft ?? Array("null".utf8))
      + Array(#","video_infos":"#.utf8) + listing(.uploaded).serialized()
      + Array(#","canvas_config":"#.utf8) + canvas(of: draft).serialized()
      + Array(#","generated_media":"#.utf8) + listing(.generated).serialized() + Array("}".utf8)
  }

  /// The files of one origin.
  private func listing(_ origin: MediaRecord.Origin) -> JSONValue {
    .array(session.media.filter { $0.origin == origin }.map { entry($0) })
  }

  /// The size that the draft declares, in pixels.
  private func canvas(of draft: [UInt8]?) -> JSONValue {
    let metadata = draft.flatMap { try? JSONDocument(parsing: $0) }?.root["m"]
    guard let width = metadata?["width"]?.number?.int64,
      let height = metadata?["height"]?.number?.int64
    else { return ["width": 1920, "height": 1080] }
    return ["width": .whole(width), "height": .whole(height)]
  }

  private func entry(_ media: MediaRecord) -> JSONValue {
    var members = [
      JSONMember("id", .string(media.id)),
      JSONMember("path", .string(media.servicePath(session: session.id))),
    ]
    if case .object(let facts) = facts(of: media) { members += facts }
    return .object(members)
  }

  /// The published facts of a file.
  func facts(of media: MediaRecord) -> JSONValue {
    [
      "filename": .string(media.fileName), "file_type": .string(media.kind.rawValue),
      "cdn_url": .string(address(of: media)),
      "duration": media.durationSeconds.map { .decimal($0) } ?? .null,
      "width": media.width.map { .whole($0) } ?? .null,
      "height": media.height.map { .whole($0) } ?? .null,
      "fps": media.framesPerSecond.map { .decimal($0) } ?? .null, "hash": .string(media.hash),
    ]
  }

  private func address(of media: MediaRecord) -> String {
    "\(base)/cdn/\(session.id)/\(media.id)/\(Self.segment(media.fileName))"
  }

  /// A name as one segment of an address.
  static func segment(_ name: String) -> String {
    var allowed = CharacterSet.alphanumerics.intersection(
      CharacterSet(charactersIn: "\0"..."\u{7F}"))
    allowed.insert(charactersIn: "-._~")
    return name.addingPercentEncoding(withAllowedCharacters: allowed) ?? "file"
  }
}
