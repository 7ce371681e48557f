import DraftModel
import Foundation
import JSONTree
import MediaLibrary

/// Does what a message asks, and tells of it as the service's agent does.
struct MessageRun: Sendable {
  let service: SandboxService
  let session: String
  let message: PendingMessage
  let channel: EventChannel

  /// Between two heartbeats, in seconds, scaled.
  private static let heartbeatSeconds = 5.0
  /// How many heartbeats a clip takes, the second stage, and an edit.
  private static let clipBeats = 4
  private static let extrasBeats = 2
  private static let editBeats = 1
  /// How long heartbeats alone go on: longer than the published limit of fifteen minutes.
  private static let mutedBeats = 240

  private var draw: UInt64 { StableDraw.draw("\(session) \(message.number)") }
  private var words: AgentWords {
    AgentWords(isChinese: Phrase(message.text).isChinese, draw: draw)
  }

  func run() async {
    do {
      try await answer()
    } catch is CancellationError {
      // The process ends: the message is taken up again by the next.
      return
    } catch {
      channel.send(.text(words.refused(.internalError(error))))
      try? await service.settle(message, in: session, isSpent: false)
    }
    guard channel.isMute else { return channel.finish() }
    await channel.beat(Self.mutedBeats) { try await pause() }
  }

  private func answer() async throws {
    channel.send(.heartbeat)
    guard let request = AgentRequest(reading: message.text) else {
      let isExport = Phrase(message.text).has("export", "download", "导出", "下载")
      channel.send(.text(isExport ? words.exportTalk : words.notUnderstood))
      return try await service.settle(message, in: session, isSpent: false)
    }
    do {
      switch request {
      case .generate(let clip): try await generate(clip)
      case .beyondRange(let number): throw AgentFailure.beyondRange(number)
      case .clipLength(let length): throw AgentFailure.clipLength(length)
      default: try await edit(request)
      }
    } catch let failure as AgentFailure {
      channel.send(.text(words.refused(failure)))
      try await service.settle(message, in: session, isSpent: false)
    }
  }

  // MARK: Generating

  /// Raw video first, then music and title, as published.
  private func generate(_ clip: AgentRequest.Clip) async throws {
    if message.stage < 1 {
      channel.send(.toolCall("generate_video", ["prompt": .string(clip.prompt)]))
      try await work(beats: Self.clipBeats)
      let file = try await make(named: clip.prompt, ending: "mp4") { path, side in
        try GeneratedClip(prompt: clip.prompt, length: clip.length, shortSide: side).write(to: path)
      }
      try await change(stage: 1) { editor throws(AgentFailure) in
        let isFirst = editor.draft.tracks.isEmpty
        try editor.addClip(
          file.servicePath(session: session), name: clip.prompt, length: clip.length)
        if isFirst { try editor.setTitle(clip.title ?? clip.prompt) }
      }
      channel.send(.toolResult("generate_video", ["status": "ok"]))
      channel.send(.text(words.clipMade(clip)))
    }
    let hasExtras = clip.music != nil || clip.title != nil
    let isLate = service.configuration.secondStage == .after
    if hasExtras, isLate {
      // The stream closes before; what follows is seen in the state alone.
      closeWithTalk()
      try await work(beats: Self.extrasBeats)
      try await addExtras(clip)
    } else if hasExtras {
      channel.send(.toolCall("add_music_and_title", [:]))
      try await work(beats: Self.extrasBeats)
      try await addExtras(clip)
      channel.send(.toolResult("add_music_and_title", ["status": "ok"]))
      channel.send(.text("\n" + words.extrasAdded(clip)))
    }
    try await service.settle(message, in: session, isSpent: true)
    if !isLate || !hasExtras { closeWithTalk() }
  }

  private func addExtras(_ clip: AgentRequest.Clip) async throws {
    guard message.stage < 2 else { return }
    var music: MediaRecord?
    if let style = clip.music {
      music = try await make(named: style, ending: "m4a") { path, _ in
        try GeneratedMusic(style: style, length: clip.length).write(to: path)
      }
    }
    try await change(stage: 2) { editor throws(AgentFailure) in
      if let music, let style = clip.music {
        try editor.addMusic(music.servicePath(session: session), name: style)
      }
      if let title = clip.title {
        try editor.addTitle(title, at: .zero, length: Milliseconds(3000))
      }
    }
  }

  /// What is said at the end of an answer, sometimes: talk of an editor, and the meaningless apology.
  private func closeWithTalk() {
    if let talk = words.interfaceTalk { channel.send(.text("\n" + talk)) }
    if let trailer = words.trailer { channel.send(.text("\n" + trailer)) }
    if !channel.isMute { channel.finish() }
  }

  // MARK: Editing

  private func edit(_ request: AgentRequest) async throws {
    if message.stage < 1 {
      channel.send(.toolCall("edit_timeline", [:]))
      try await work(beats: Self.editBeats)
      try await carryOut(request)
      channel.send(.toolResult("edit_timeline", ["status": "ok"]))
    }
    try await service.settle(message, in: session, isSpent: true)
    guard !isSilent else { return }
    channel.send(.text(words.done(request)))
    closeWithTalk()
  }

  private func carryOut(_ request: AgentRequest) async throws {
    switch request {
    case .undo:
      guard try await service.undo(of: message.number, in: session) else {
        throw AgentFailure.nothingToUndo
      }
    case .addMusic(let style):
      let length = try await editor().draft.resolved().timeline.duration
      guard length > .zero else {
        throw AgentFailure.noVideo
      }
      let file = try await make(named: style, ending: "m4a") { path, _ in
        try GeneratedMusic(style: style, length: length).write(to: path)
      }
      try await change(stage: 1) { editor throws(AgentFailure) in
        try editor.addMusic(file.servicePath(session: session), name: style)
      }
    case .useUploads:
      let uploads = try await service.session(session).media.filter { $0.origin == .uploaded }
      try await change(stage: 1) { editor throws(AgentFailure) in
        try editor.addUploads(uploads, of: session)
      }
    default:
      try await change(stage: 1) { editor throws(AgentFailure) in try editor.apply(request) }
    }
  }

  /// Whether the edit ends without any text.
  private var isSilent: Bool {
    switch service.configuration.silence {
    case .always: true
    case .never: false
    case .sometimes: draw / 64 % 10 < 3
    }
  }

  // MARK: Steps

  private func editor() async throws -> AgentEditor {
    try AgentEditor(await service.draft(of: service.session(session)))
  }

  private func change(
    stage: Int, _ body: (inout AgentEditor) throws(AgentFailure) -> Void
  ) async throws {
    var editor = try await editor()
    try body(&editor)
    try await service.commit(editor.draft.bytes, stage: stage, of: message.number, in: session)
  }

  /// Has a file made and takes it into the session.
  private func make(
    named name: String, ending: String, _ write: (_ path: String, _ side: Int) throws -> Void
  ) async throws -> MediaRecord {
    let staged =
      service.folder.media(session) + "/.making-\(AccountBook.random(16)).\(ending)"
    defer { unlink(staged) }
    try write(staged, service.configuration.clipShortSide)
    let fileName = name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    let file = try ArrivedFile(at: staged, named: "\(fileName.prefix(60)).\(ending)")
    let user = try await service.session(session).userID
    let (adopted, _) = try await service.adopt(
      [file], as: .generated, session: session, user: user)
    return adopted[0]
  }

  /// Takes its time, with a heartbeat now and then.
  private func work(beats: Int) async throws {
    for _ in 0..<beats {
      try await pause()
      channel.send(.heartbeat)
    }
  }

  private func pause() async throws {
    try Task.checkCancellation()
    try await service.clock.sleep(
      seconds: Self.heartbeatSeconds * service.configuration.timeScale)
  }
}

extension AgentEditor {
  /// Puts uploads that are not in the draft yet on the timeline: pictures one after another, sound beneath.
  mutating func addUploads(_ uploads: [MediaRecord], of session: String) throws(AgentFailure) {
    let used = Set(
      draft.resolved().timeline.tracks.flatMap(\.segments).compactMap { segment -> String? in
        if case .media(let use) = segment.content { use.source } else { nil }
      })
    let fresh = uploads.filter { !used.contains($0.servicePath(session: session)) }
    guard !fresh.isEmpty else { throw AgentFailure.noUploads }
    for media in fresh where media.kind != .audio {
      try addClip(
        media.servicePath(session: session), name: media.title, length: media.timelineLength)
    }
    for media in fresh where media.kind == .audio {
      try addMusic(media.servicePath(session: session), name: media.title)
    }
  }
}

extension MediaRecord {
  /// The file's name without its ending.
  fileprivate var title: String {
    fileName.lastIndex(of: ".").map { String(fileName[..<$0]) } ?? fileName
  }

  /// How long it's shown: a still for three seconds.
  fileprivate var timelineLength: Milliseconds {
    guard kind == .video, let durationSeconds else { return Milliseconds(3000) }
    // What a file says of its length is anybody's word; a day is more than any cut.
    return Milliseconds(max(1, Int64(min(durationSeconds, 86_400) * 1000)))
  }
}
