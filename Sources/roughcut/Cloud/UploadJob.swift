import CloudAPI
import Foundation
import HTTPTransport
import JobLedger
import LibAV
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// Media on their way to a session: each content once, checked before the first byte is sent.
struct UploadJob: Sendable {
  let service: ServiceConnection
  let session: CloudSession

  /// A file that the session has.
  struct Entry: Encodable, Sendable {
    let source: String
    let name: String
    let url: String?
    let duration: Double?
    let width: Int?
    let height: Int?
    /// Whether it was sent now; otherwise the session had it.
    let isSent: Bool

    private enum CodingKeys: String, CodingKey {
      case source, name, url, duration, width, height
      case isSent = "sent"
    }

    /// One line for people.
    var line: String {
      guard isSent else { return "\(source): the session has it already" }
      let facts = [
        duration.map { "\($0.plain)s" },
        width.flatMap { width in height.map { "\(width)x\($0)" } },
      ].compactMap { $0 }
      return "\(source): uploaded" + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
    }
  }

  /// Sends what the session does not have.
  ///
  /// - Throws: ``CommandFailure`` or ``CloudError``; what was sent before that is noted and not sent again.
  func run(_ sources: [UploadSource]) async throws -> [Entry] {
    // All are refused before any is sent.
    for case .file(let path) in sources { try service.client.checkUpload(path: path) }
    var entries: [Entry] = []
    for source in sources {
      switch source {
      case .file(let path): entries.append(try await send(path))
      case .url(let url): entries += try await send(url: url)
      }
    }
    return entries
  }

  private func send(_ path: String) async throws -> Entry {
    let size = try service.client.checkUpload(path: path)
    let hash: String
    do throws(FileError) {
      hash = try ContentHash(ofFile: path).hex
    } catch {
      throw CommandFailure(error, advice: "make it readable")
    }
    if let known = try service.ledger.upload(contentHash: hash, in: session.sessionID) {
      return Entry(
        source: path, name: known.fileName, url: known.url, duration: nil, width: nil,
        height: nil, isSent: false)
    }
    let bar = ProgressBar(isShown: service.console.showsProgress, unit: .bytes)
    defer { bar.finish() }
    if service.console.loudness == .verbose {
      service.console.note("uploading \(path), \(ByteCount(size))")
    }
    let receipt = try await service.client.upload(files: [path], to: session) { progress in
      bar.show(RenderProgress(done: progress.sentBytes, total: size))
    }
    guard let file = receipt.files.first else {
      throw CommandFailure("\(path): the service took the file and lists none; try again")
    }
    try service.ledger.note(
      UploadRecord(
        sessionID: session.sessionID, contentHash: hash, fileName: file.fileName, sizeBytes: size,
        url: file.url))
    return Entry(source: path, file)
  }

  private func send(url: String) async throws -> [Entry] {
    try await service.client.upload(urls: [url], to: session).files.map { Entry(source: url, $0) }
  }
}

extension UploadJob.Entry {
  fileprivate init(source: String, _ file: UploadedFile) {
    self.init(
      source: source, name: file.fileName, url: file.url, duration: file.durationSeconds,
      width: file.width, height: file.height, isSent: true)
  }
}

/// What an upload came to: `roughcut.upload/1`.
struct UploadReport: ServiceReport {
  static let schema = "roughcut.upload/1"

  let session: String
  let files: [UploadJob.Entry]

  var lines: [String] { files.map(\.line) }
}
