import CloudAPI
import Crypto
import Foundation
import JSONTree
import RenderPlanning

/// Takes an upload: parts of a form straight to disk, or addresses to fetch.
struct UploadIntake: Sendable {
  let service: SandboxService
  let session: String
  let user: String

  /// The most files of one upload.
  private static let mostFiles = 100
  /// The longest list of addresses, in bytes.
  private static let longestList = 1 << 20

  private var folder: String { service.folder.media(session) }

  /// Receives the files and makes them the session's.
  ///
  /// - Returns: The published answer.
  func receive(
    _ contentType: String, _ body: inout IncomingBody, base: String
  ) async throws -> JSONValue {
    _ = try await service.session(session, of: user)
    let staging = UploadStaging(folder: folder, limitBytes: service.configuration.uploadLimitBytes)
    if let reader = MultipartReader(contentType: contentType) {
      try await receive(reader, &body, into: staging)
    } else {
      try await fetch(body.collected(limit: Self.longestList), into: staging)
    }
    guard !staging.files.isEmpty else { throw Refusal.unusable("no part named files") }
    let (files, session) = try await service.adopt(
      staging.files, as: .uploaded, session: self.session, user: user)
    let view = SessionView(session: session, base: base)
    return [
      "files": .array(files.map { view.facts(of: $0) }), "session_state_applied": true,
    ]
  }

  private func receive(
    _ reader: MultipartReader, _ body: inout IncomingBody, into staging: UploadStaging
  ) async throws {
    var reader = reader
    while let piece = try await body.next() {
      do {
        for event in try reader.consume(piece) { try take(event, into: staging) }
      } catch is MultipartReader.Malformed {
        throw Refusal.unusable("the form can't be read")
      }
    }
    guard reader.isComplete else { throw Refusal.unusable("the form is cut off") }
  }

  private func take(_ event: MultipartReader.Event, into staging: UploadStaging) throws {
    switch event {
    case .part(name: "files", let fileName?):
      guard staging.files.count < Self.mostFiles else { throw Refusal.tooLong }
      try staging.open(fileName)
    case .part: break
    case .content(let bytes): try staging.write(bytes)
    case .partEnd: try staging.close()
    }
  }

  private func fetch(_ list: [UInt8], into staging: UploadStaging) async throws {
    guard let root = try? JSONDocument(parsing: list).root, let urls = root["urls"],
      urls.count <= Self.mostFiles
    else { throw Refusal.unusable("neither a form nor a list of urls") }
    guard let transport = service.configuration.transport else {
      throw Refusal.unusable("this sandbox fetches nothing")
    }
    for url in urls.elements.compactMap(\.stringValue) {
      let name = URL(string: url)?.lastPathComponent ?? ""
      try staging.checkName(name)
      let path = try staging.reserve()
      try await MediaFetch(transport: transport, limitBytes: staging.limitBytes)
        .fetch(url, to: path)
      try staging.add(path, named: name)
    }
  }
}

/// Files on their way into a session; what is not adopted is gone when this goes.
final class UploadStaging {
  let limitBytes: Int64
  private(set) var files: [ArrivedFile] = []
  private let folder: String
  private var paths: [String] = []
  private var current: Current?

  private struct Current {
    let name: String
    let path: String
    let descriptor: Int32
    var size: Int64 = 0
    var hash = SHA256()
  }

  init(folder: String, limitBytes: Int64) {
    self.folder = folder
    self.limitBytes = limitBytes
  }

  deinit {
    if let current { Foundation.close(current.descriptor) }
    for path in paths { unlink(path) }
  }

  /// - Throws: 4001 for an ending that is not accepted.
  func checkName(_ name: String) throws(Refusal) {
    guard AcceptedMedia.contentType(ofFileNamed: name) != nil else { throw .unsupported(name) }
  }

  /// A new place in the session's folder.
  func reserve() throws(Refusal) -> String {
    let path = "\(folder)/.arriving-\(AccountBook.random(16))"
    paths.append(path)
    return path
  }

  /// Begins a file.
  func open(_ name: String) throws(Refusal) {
    let name = Self.plain(name)
    try checkName(name)
    let path = try reserve()
    let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .storage(POSIXError(.EIO)) }
    current = Current(name: name, path: path, descriptor: descriptor)
  }

  /// Writes to the file that was begun; what belongs to no file is passed over.
  func write(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
    guard let descriptor = current?.descriptor else { return }
    current?.size += Int64(bytes.count)
    if let current, current.size > limitBytes { throw .tooLarge(current.name) }
    var isWritten = true
    bytes.withUnsafeBytes { buffer in
      current?.hash.update(bufferPointer: buffer)
      var done = 0
      while done < buffer.count, isWritten {
        let count = Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        isWritten = count > 0
        done += max(count, 0)
      }
    }
    guard isWritten else { throw .storage(POSIXError(.EIO)) }
  }

  /// Ends the file that was begun.
  func close() throws(Refusal) {
    guard let file = current else { return }
    current = nil
    guard Foundation.close(file.descriptor) == 0 else { throw .storage(POSIXError(.EIO)) }
    files.append(
      ArrivedFile(
        stagedPath: file.path, fileName: file.name, sizeBytes: file.size,
        hash: Hexadecimal.text(file.hash.finalize())))
  }

  /// Adds a file that was written to a reserved place.
  func add(_ path: String, named name: String) throws(Refusal) {
    files.append(try ArrivedFile(at: path, named: Self.plain(name)))
  }

  /// The last component of what a client calls a file, without control characters, at most 150 of them.
  private static func plain(_ name: String) -> String {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "file"
    let visible = last.filter {
      !$0.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    return String(visible.suffix(150))
  }
}
