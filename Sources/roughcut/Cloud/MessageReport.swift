import CloudAPI
import DraftModel
import RenderPlanning

/// What a message came to: `roughcut.say/1`.
struct MessageReport: Encodable, Sendable {
  static let schema = "roughcut.say/1"

  let session: String
  let message: String
  /// answered, silent, recovered, lost or timed-out.
  let ending: String
  /// What the service said, its talk of buttons taken out.
  let answer: String
  /// What was told of earlier work before.
  let earlier: [String]
  /// What changed on the timeline, in words.
  let changes: [String]
  /// What changed once more after that.
  let laterChanges: [String]
  /// The published one-line summary.
  let summary: String?
  let draftHash: String?
  let credits: CreditsSpent
  /// The file that was exported because the service asked for it.
  var exported: ExportReport?
  /// What was said in its turn because the service asked for it.
  var followUp: [MessageReport] = []

  /// What the service's words ask to be done.
  var actions: [InterfaceAction] = []

  private enum CodingKeys: String, CodingKey {
    case session, message, ending, answer, earlier, changes, laterChanges, summary, draftHash
    case credits, exported, followUp
  }

  /// Whether the service did not come to an end with it.
  var isOpen: Bool { ending == "lost" || ending == "timed-out" }

  /// The same as data.
  var json: [UInt8] {
    get throws { try Report(Self.schema, self).bytes() }
  }
}

extension MessageOutcome.Ending {
  /// The ending in a word.
  var word: String {
    switch self {
    case .answered: "answered"
    case .silent: "silent"
    case .recovered: "recovered"
    case .lost: "lost"
    case .timedOutOnHeartbeats, .timedOutOnLength: "timed-out"
    }
  }

  /// What is told where it is not plain from the answer.
  ///
  /// - Parameters:
  ///   - hasChanged: Whether the timeline has changed; nil if that is not known.
  ///   - waits: How long was waited.
  func words(hasChanged: Bool?, _ waits: PublishedWaits) -> String? {
    switch self {
    case .answered: nil
    case .silent:
      switch hasChanged {
      case true?: "done, without a word from the service:"
      case false?:
        "the service has answered without a word, and nothing has changed on the timeline"
      case nil:
        "the service has answered without a word, and the timeline cannot be looked up now; "
          + "`roughcut say status` tells what was done"
      }
    case .recovered: "the answer did not arrive whole, and the work was done all the same:"
    case .lost:
      "the answer did not arrive whole, and "
        + (hasChanged == nil
          ? "the timeline could not be looked up since"
          : "nothing has changed on the timeline since")
        + ". The message was not sent again, as it may be charged: look at it with `roughcut say "
        + "status`, and say it again if you want"
    case .timedOutOnHeartbeats:
      "the service has reported for \(waits.heartbeatsOnly.inSeconds) that it works, and nothing else. "
        + "The message was not sent again; `roughcut say status` reports what comes of it"
    case .timedOutOnLength:
      "the service was still at work after \(waits.wholeStream.inSeconds). The message was not sent "
        + "again; `roughcut say status` reports what comes of it"
    }
  }
}
