/// What a skill sends as `language` when it creates a session.
public enum SessionLanguage: Hashable, Sendable {
  /// The language of the user, as the program finds it.
  case detected

  /// Always this one, such as `en`.
  case fixed(String)

  /// The value to send for a user of language `detected`.
  public func value(detected: String) -> String {
    switch self {
    case .detected: detected
    case .fixed(let language): language
    }
  }
}
