import MediaLibrary

/// One source of a draft after fetching: where it leads now, and what came for it.
struct FetchedMedium: Encodable {
  private let medium: DraftMedium
  /// The bytes that came; nothing where it was here already, or is not here now.
  private let received: ByteCount?

  init(_ medium: DraftMedium, _ outcome: MediaFetcher.Outcome?) {
    switch outcome {
    case .fetched(_, let received):
      self.medium = medium
      self.received = medium.isMissing ? nil : received
    case .failed(let reason):
      self.medium = medium.isMissing ? medium.missing(because: reason) : medium
      received = nil
    case nil:
      self.medium = medium
      received = nil
    }
  }

  private enum CodingKeys: String, CodingKey { case fetched, received }

  func encode(to encoder: any Encoder) throws {
    try medium.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(received != nil, forKey: .fetched)
    try container.encodeIfPresent(received, forKey: .received)
  }

  /// What came, in one line for people; nothing where nothing did.
  var sentence: String? {
    received.map {
      "\(medium.source): " + ($0 == .zero ? "is in the cache already" : "fetched, \($0)")
    }
  }

  /// Why it is still missing; nothing where it is not.
  var complaint: String? {
    guard case .missing(let reason) = medium.state else { return nil }
    return "\"\(medium.source)\": \(reason)"
  }

  /// One line for people about all of them: `2 fetched (4.1 MB), 1 here already, 1 missing`.
  static func summary(_ media: [FetchedMedium]) -> String {
    guard !media.isEmpty else { return "the draft names no media" }
    let received = media.compactMap(\.received)
    let missing = media.count { $0.complaint != nil }
    let here = media.count - received.count - missing
    let parts = [
      received.isEmpty ? nil : "\(received.count) fetched (\(received.reduce(.zero, +)))",
      here == 0 ? nil : "\(here) here already",
      missing == 0 ? nil : "\(missing) missing",
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }
}
