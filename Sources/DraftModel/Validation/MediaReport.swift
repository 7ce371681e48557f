/// What became of opening a source.
public enum MediaReport: Hashable, Sendable {
  /// It can be played.
  case readable(SourceFacts)
  /// There is no such file, and nothing listed by this name.
  case missing(reason: String)
  /// It is known where it is, and it is not here.
  case unreachable(reason: String)
  /// It is here and cannot be played.
  case unsupported(reason: String)
}
