import DraftModel
import Foundation
import JSONTree
import MediaLibrary

extension SandboxService {
  /// `POST /api/render/proxy/lambda`: takes a draft for rendering, or tells of the render of this id.
  ///
  /// The id is the render's own: one that comes again is answered with what became of it, and nothing is
  /// rendered twice.
  func submit(
    render id: String, session: String, draft bytes: [UInt8], user: String
  ) throws(Refusal) -> RenderRecord {
    guard !id.isEmpty, id.utf8.count <= 200 else { throw .unusable("no id") }
    let session = try self.session(session, of: user)
    count { $0.submissions[id, default: 0] += 1 }
    if let known = try? render(id, user: user) { return known }
    guard let draft = try? Draft(parsing: bytes), draft.envelope == .bare,
      draft.tracks.contains(where: { !$0.segments.isEmpty })
    else { throw .unusable("the draft has no track with segments") }
    let render = RenderRecord(
      id: id, key: AccountBook.random(24), sessionID: session.id, userID: user,
      createdAt: clock.now())
    try folder.make(folder.render(render.key))
    do throws(FileError) {
      try WholeFile.write(bytes, to: folder.render(render.key) + "/draft.json")
    } catch {
      throw .storage(error)
    }
    try save(render)
    begin(render)
    return render
  }

  /// `GET /api/render/proxy/lambda/<id>`; another's render is as good as none.
  func render(_ id: String, user: String) throws(Refusal) -> RenderRecord {
    guard let render = renders.values.first(where: { $0.id == id && $0.userID == user }) else {
      throw .notFound
    }
    return render
  }

  /// The finished render that has an output of this name.
  func render(key: String) throws(Refusal) -> RenderRecord {
    guard let render = renders[key], render.phase == .completed else { throw .notFound }
    return render
  }

  /// `POST /api/render/proxy/lambda/<id>/cancel`; what is over stays as it is.
  func cancelRender(_ id: String, user: String) throws(Refusal) -> RenderRecord {
    var render = try render(id, user: user)
    guard !render.isOver else { return render }
    render.phase = .failed
    render.error = "cancelled"
    render.completedAt = clock.now()
    try save(render)
    return render
  }

  /// Has a render done after those that came before it.
  func begin(_ render: RenderRecord) {
    count { $0.renders[render.id, default: 0] += 1 }
    enqueue(on: .renders) { await ExportRun(service: self, render: render).run() }
  }

  /// Changes a render that goes on; false once it's over, as after a cancellation.
  ///
  /// - Parameter isKept: Whether the change is written; progress isn't worth it.
  @discardableResult
  func update(
    _ key: String, isKept: Bool = true, _ change: (inout RenderRecord) -> Void
  ) -> Bool {
    guard var render = renders[key], !render.isOver else { return false }
    change(&render)
    renders[key] = render
    if isKept { try? save(render) }
    return true
  }

  /// What a draft of a session is rendered with: the session's own files, and no others.
  func material(for render: RenderRecord) throws -> ExportMaterial {
    guard let session = sessions[render.sessionID] else { throw Refusal.noSession }
    let bytes = try WholeFile.read(folder.render(render.key) + "/draft.json")
    let state = SessionView(session: session, base: "http://127.0.0.1").state(draft: bytes)
    let files = session.media.map { ($0.id, folder.media(session.id) + "/" + $0.storedName) }
    return ExportMaterial(
      draft: try Draft(parsing: state), files: Dictionary(files) { $1 },
      mediaFolder: folder.media(session.id))
  }
}
