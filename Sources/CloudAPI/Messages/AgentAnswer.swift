import JSONTree

/// Puts a message's answer together from its events.
///
/// An event that comes twice, with the same id and the same data, counts once. In the agent-framework form
/// the whole that follows partial pieces takes their place instead of repeating them.
struct AgentAnswer: Sendable {
  /// The published apology that may trail a good answer and then means nothing.
  static let ignoredTrailer = "I encountered a temporary issue"

  /// The most that may follow the apology's first words for it still to be a trailer.
  static let longestTrailer = 300

  /// The most bytes that are kept of an answer; what a person reads is far shorter.
  static let longestAnswer = 4 << 20

  /// The most events that are remembered so as to know them again.
  static let rememberedEvents = 10_000

  /// Whether the service has begun to work: it has called a tool, or said something.
  private(set) var hasBegun = false

  /// Whether any event came that is one of the published ones.
  private(set) var hasEvents = false

  private var whole = ""
  private var pieces = ""
  private var seen: Set<ServerSentEvent> = []

  /// Whether the event has come before.
  mutating func isRepeated(_ event: ServerSentEvent) -> Bool {
    guard !event.lastEventID.isEmpty || Self.innerID(of: event) != nil else { return false }
    if seen.count >= Self.rememberedEvents { seen.removeAll() }
    return !seen.insert(event).inserted
  }

  /// Takes one meaning; true if it says anything.
  @discardableResult
  mutating func take(_ meaning: AgentEvent) -> Bool {
    if meaning.isWork { hasBegun = true }
    if meaning != .unrecognised { hasEvents = true }
    guard whole.utf8.count + pieces.utf8.count < Self.longestAnswer else { return false }
    switch meaning {
    case .text(let text):
      pieces += text
      return !text.isEmpty
    case .passage(let text, isPartial: true):
      pieces += text
      return !text.isEmpty
    case .passage(let text, isPartial: false):
      if !pieces.isEmpty, !text.hasPrefix(pieces) { join(pieces) }
      pieces = ""
      join(text)
      return !text.isEmpty
    case .tool, .heartbeat, .failure, .unrecognised:
      return false
    }
  }

  /// All that was said, without the ignored trailer.
  var text: String {
    var answer = self
    answer.join(pieces)
    let text = answer.whole
    guard let trailer = text.ranges(of: Self.ignoredTrailer).last,
      text[..<trailer.lowerBound].contains(where: { !$0.isWhitespace }),
      text[trailer.upperBound...].count <= Self.longestTrailer
    else { return text }
    var kept = text[..<trailer.lowerBound]
    while kept.last?.isWhitespace == true { kept.removeLast() }
    return String(kept)
  }

  private mutating func join(_ passage: String) {
    guard !passage.isEmpty else { return }
    if !whole.isEmpty, whole.last?.isWhitespace == false { whole += "\n" }
    whole += passage
  }

  private static func innerID(of event: ServerSentEvent) -> String? {
    (try? JSONDocument(parsing: event.data))?.root["id"]?.text
  }
}
