/// One way in which the sandbox misbehaves, at one call or at each.
public struct SandboxFault: Hashable, Sendable {
  /// What goes wrong.
  public enum Kind: Hashable, Sendable {
    /// The answer comes this much later; not scaled.
    case delay(milliseconds: Int)

    /// The call is carried out, and the connection is cut after this many bytes of the answer's body;
    /// nil cuts it before the head.
    case drop(afterBytes: Int?)

    /// The call is refused with this code before anything is done: 429, 402, 1001, 1002, 2001, 500.
    ///
    /// 1001 also makes the token invalid, so that its client may have a new one.
    case refuse(code: Int)

    /// The message is carried out, and its stream carries nothing but heartbeats.
    case heartbeats

    /// Each event of the stream comes twice.
    case duplicate

    /// The file is cut off in the middle of what its head announces.
    case truncated

    /// The answer gives the file one byte more than it has.
    case wrongLength

    /// The call is accepted, and the sandbox stops without an answer; it comes back at the same port.
    case restart
  }

  /// What goes wrong.
  public var kind: Kind

  /// The call that it happens to; nil for each that it can happen to.
  public var call: SandboxCall?

  /// Which of those calls it happens to, counted from 1; nil for each.
  public var occurrence: Int?

  /// Makes a fault.
  public init(_ kind: Kind, at call: SandboxCall? = nil, occurrence: Int? = nil) {
    self.kind = kind
    self.call = call
    self.occurrence = occurrence
  }

  /// Reads `KIND[@CALL[:N]]`, as in `429@export:1`, `drop:100@message`, `delay:500`; nil for other text.
  public init?(_ text: String) {
    let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = Kind(halves[0]) else { return nil }
    self.init(kind)
    guard halves.count == 2 else { return }
    let place = halves[1].split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(place.count), let call = SandboxCall(rawValue: String(place[0])) else {
      return nil
    }
    self.call = call
    guard kind.canHappen(to: call) else { return nil }
    if place.count == 2 {
      guard let number = Int(place[1]), number > 0 else { return nil }
      occurrence = number
    }
  }

  /// The words of ``init(_:)``, for help texts.
  public static let kinds =
    "delay:MS, drop[:BYTES], 429, 402, 1001, 1002, 2001, 500, heartbeats, duplicate, truncated, "
    + "wrong-length, restart"
}

extension SandboxFault.Kind {
  private static let codes = [429, 402, 1001, 1002, 2001, 500]

  fileprivate init?(_ text: Substring) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let word = parts.first, parts.count <= 2 else { return nil }
    let number = parts.count == 2 ? Int(parts[1]).flatMap { $0 >= 0 ? $0 : nil } : nil
    switch (word, parts.count) {
    case ("delay", 2):
      guard let number, number <= 3_600_000 else { return nil }
      self = .delay(milliseconds: number)
    case ("drop", 1): self = .drop(afterBytes: nil)
    case ("drop", 2):
      guard let number else { return nil }
      self = .drop(afterBytes: number)
    case ("heartbeats", 1): self = .heartbeats
    case ("duplicate", 1): self = .duplicate
    case ("truncated", 1): self = .truncated
    case ("wrong-length", 1): self = .wrongLength
    case ("restart", 1): self = .restart
    case (_, 1):
      guard let code = Int(word), Self.codes.contains(code) else { return nil }
      self = .refuse(code: code)
    default: return nil
    }
  }

  /// How long the answer is held back.
  var delaySeconds: Double? {
    if case .delay(let milliseconds) = self { Double(milliseconds) / 1000 } else { nil }
  }

  /// Whether what was done stays unknown to the client.
  ///
  /// A token that nobody got keeps its client out for a week, as published; the random mix spares it.
  var losesAnswer: Bool {
    switch self {
    case .drop, .restart: true
    default: false
    }
  }

  /// The code of a refusal.
  var refusal: Int? { if case .refuse(let code) = self { code } else { nil } }

  /// Whether the fault means anything at a call.
  func canHappen(to call: SandboxCall) -> Bool {
    switch self {
    case .delay, .drop, .restart: true
    case .refuse(let code):
      switch code {
      case 1001: call != .token && call.needsToken
      case 1002: call.namesSession
      case 2001: call == .message
      case 402: call == .export
      default: true
      }
    case .heartbeats, .duplicate: call == .message
    case .truncated: call.bringsFile
    case .wrongLength: call == .status
    }
  }
}

extension SandboxFault: CustomStringConvertible {
  /// The fault as ``init(_:)`` reads it.
  public var description: String {
    let place = call.map { call in "@\(call.rawValue)" + (occurrence.map { ":\($0)" } ?? "") } ?? ""
    return kind.word + place
  }
}

extension SandboxFault.Kind {
  fileprivate var word: String {
    switch self {
    case .delay(let milliseconds): "delay:\(milliseconds)"
    case .drop(let bytes): "drop" + (bytes.map { ":\($0)" } ?? "")
    case .refuse(let code): "\(code)"
    case .heartbeats: "heartbeats"
    case .duplicate: "duplicate"
    case .truncated: "truncated"
    case .wrongLength: "wrong-length"
    case .restart: "restart"
    }
  }
}
