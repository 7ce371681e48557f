public import HTTPTransport

/// Why an export is not finished.
///
/// The journal says how far it has come, and resuming goes on from there.
public enum ExportError: Error, Hashable, Sendable {
  /// The service, or the way to it.
  case cloud(CloudError)

  /// The journal.
  case journal(JournalError)

  /// The file.
  case download(DownloadError)

  /// The journal has no draft of that hash any more.
  case draftMissing(hash: String)

  /// The service could not render the draft.
  case renderFailed(renderID: String, message: String?)

  /// The render was still going on after the published number of looks.
  case stillRendering(renderID: String)

  /// Whether a submission arrived could not be found out yet.
  case submissionUnknown(renderID: String)
}

extension ExportError: CustomStringConvertible {
  /// What happened and what to do next.
  public var description: String {
    switch self {
    case .cloud(let error): error.description
    case .journal(let error): error.description
    case .download(let error): "the video is rendered, but could not be fetched: \(error)"
    case .draftMissing(let hash): "the journal has lost the draft \(hash); export it again"
    case .renderFailed(let id, let message):
      "the service could not render \(id)" + (message.map { ": \($0)" } ?? "")
        + "; export the draft again"
    case .stillRendering(let id): "the service is still rendering \(id)"
    case .submissionUnknown(let id):
      "the connection broke while \(id) was submitted, and it is not known yet whether it arrived"
    }
  }
}
