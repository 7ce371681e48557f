/// A text that must not be printed: a token.
///
/// Printing, interpolating, dumping and reflecting give `‹redacted›`, so that a secret inside any larger value
/// stays hidden wherever that value ends up: logs, errors, traces, test reports.
public struct Secret: Hashable, Sendable {
  private let text: String

  /// Wraps `text`; nil if it's empty or can't travel in a header field.
  public init?(_ text: String) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    self.text = text
  }

  /// The text itself, for a header field or the token file and nothing else.
  package func exposed() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What is shown in place of the text.
  public var description: String { "‹redacted›" }

  /// What is shown in place of the text.
  public var debugDescription: String { description }

  /// A reflection without the text.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
