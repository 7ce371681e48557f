/// How far an export has come.
///
/// The phases follow each other in this order; each is written down before the step that it names is taken.
public enum ExportPhase: String, Hashable, Sendable, CaseIterable {
  /// Written down; nothing was sent.
  case planned

  /// The submission is being sent, or was when the program ended: it may or may not have arrived.
  case submitting

  /// The service has it.
  case submitted

  /// The service has finished it; the file is still to be fetched.
  case rendered

  /// The file is at its destination, whole.
  case finished

  /// The service could not render it, or has lost it.
  case failed

  /// Given up by the user.
  case cancelled

  /// Whether something is still to be done.
  public var isUnfinished: Bool {
    switch self {
    case .planned, .submitting, .submitted, .rendered: true
    case .finished, .failed, .cancelled: false
    }
  }
}

/// One export as the journal holds it.
public struct ExportRecord: Hashable, Sendable {
  /// The render's id, chosen here and unique: by it a submission that broke off is found again.
  public let renderID: String

  /// The session whose draft is rendered.
  public let session: CloudSession

  /// The hash of the draft's canonical form, in hexadecimal.
  public let draftHash: String

  /// The path at which the file is to appear.
  public var destination: String

  /// Whether the file replaces one that has this name when it arrives.
  ///
  /// False for a name that the program chose because it was free.
  public var replacesFile = true

  /// How far it has come.
  public var phase: ExportPhase

  /// The id by which the service calls the render, where it's another than ours.
  public var serviceRenderID: String?

  /// Where the file is, once rendered.
  public var outputURL: String?

  /// The file's length in bytes, if told.
  public var sizeBytes: Int64?

  /// The file's length in seconds, if told.
  public var durationSeconds: Double?

  /// What went wrong last, in words.
  public var message: String?

  /// The credits available before the submission.
  public var creditsBefore: Double?

  /// The credits available after the download.
  public var creditsAfter: Double?

  /// Makes the record of an export that is only planned.
  public init(
    renderID: String, session: CloudSession, draftHash: String, destination: String,
    phase: ExportPhase = .planned
  ) {
    self.renderID = renderID
    self.session = session
    self.draftHash = draftHash
    self.destination = destination
    self.phase = phase
  }

  /// The id to ask the service for.
  public var askedID: String { serviceRenderID ?? renderID }
}
