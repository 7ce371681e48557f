import CloudAPI
import Foundation
import JSONTree

/// The request that would submit an export, without the token: `roughcut.export-request/1`.
struct ExportRequestReport: ServiceReport {
  static let schema = "roughcut.export-request/1"

  let method = "POST"
  let url: String
  let headers: [String: String]
  /// The body as text, as it would be sent.
  let body: String
  /// The sources that would be uploaded first, and then be named as the service names them.
  let uploads: [String]

  init(
    configuration: CloudConfiguration, session: CloudSession, draft: [UInt8], uploads: [String]
  ) {
    url = configuration.apiURL + "/api/render/proxy/lambda"
    headers = [
      "Authorization": "Bearer ‹redacted›", "Content-Type": "application/json",
      "X-Skill-Source": configuration.identity.source,
      "X-Skill-Version": configuration.identity.version,
      "X-Skill-Platform": configuration.platform.name,
    ]
    body = String(
      decoding: CloudClient.renderRequestBody(
        id: ExportJob.newID(), session: session, draft: draft),
      as: UTF8.self)
    self.uploads = uploads
  }

  var lines: [String] {
    uploads.map { "# \($0) would be uploaded first, and named as the service names it" }
      + ["\(method) \(url)"] + headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      + [""] + body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
