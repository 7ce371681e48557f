import Foundation
public import HTTPTransport
import JSONTree

extension CloudClient {
  /// Checks a file against the accepted types and the skill's limit, without sending a byte.
  ///
  /// - Returns: Its length in bytes.
  /// - Throws: ``CloudError/unsupportedFile(name:)``, ``CloudError/fileTooLarge(name:limitBytes:)`` or
  ///   ``CloudError/unreadableFile(path:)``.
  @discardableResult
  public nonisolated func checkUpload(path: String) throws(CloudError) -> Int64 {
    let name = Self.fileName(of: path)
    guard AcceptedMedia.contentType(ofFileNamed: name) != nil else {
      throw .unsupportedFile(name: name)
    }
    guard let status = FileStatus(at: path), status.isRegular, access(path, R_OK) == 0
    else { throw .unreadableFile(path: path) }
    let limit = configuration.identity.uploadLimitBytes
    guard status.size <= limit else { throw .fileTooLarge(name: name, limitBytes: limit) }
    return status.size
  }

  /// Uploads files to a session, streamed from disk; all are checked before the first byte is sent.
  public func upload(
    files paths: [String], to session: CloudSession,
    onProgress: (@Sendable (TransferProgress) -> Void)? = nil
  ) async throws(CloudError) -> UploadReceipt {
    var parts: [FormPart] = []
    for path in paths {
      try checkUpload(path: path)
      let name = Self.fileName(of: path)
      parts.append(
        FormPart(
          name: "files", content: .file(path: path), fileName: name,
          contentType: AcceptedMedia.contentType(ofFileNamed: name)))
    }
    var endpoint = Self.uploadEndpoint(for: session)
    endpoint.body = .multipart(parts)
    endpoint.onProgress = onProgress
    // The service looks into the files before it answers.
    endpoint.idleTimeout = .seconds(300)
    endpoint.totalTimeout = nil
    return try await receipt(for: endpoint)
  }

  /// Has the service fetch media from addresses.
  public func upload(
    urls: [String], to session: CloudSession
  ) async throws(CloudError) -> UploadReceipt {
    var endpoint = Endpoint.post(
      "", "", ["urls": .array(urls.map(JSONValue.string)), "source_type": "url"])
    let place = Self.uploadEndpoint(for: session)
    endpoint.call = place.call
    endpoint.path = place.path
    endpoint.session = session
    endpoint.idleTimeout = .seconds(300)
    endpoint.totalTimeout = nil
    return try await receipt(for: endpoint)
  }

  private static func uploadEndpoint(for session: CloudSession) -> Endpoint {
    .post(
      "/api/upload-video/nemo_agent/me/\(Endpoint.segment(session.sessionID))", "take the media",
      session: session)
  }

  private func receipt(for endpoint: Endpoint) async throws(CloudError) -> UploadReceipt {
    guard let receipt = UploadReceipt(payload: try await call(endpoint).payload) else {
      throw .unreadableAnswer(call: endpoint.call, reason: "it lists no files")
    }
    return receipt
  }

  private static func fileName(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
