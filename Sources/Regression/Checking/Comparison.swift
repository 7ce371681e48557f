/// How a result is compared with the accepted one.
public enum Comparison: String, Hashable, Sendable, CaseIterable {
  /// Byte for byte.
  case exact
  /// As timelines: member order, spelt-out defaults, other spellings of a value and generated ids are no
  /// difference.
  case semantic
  /// Not at all: only invariants and pictures count, as where an agent answers differently each time.
  case none
}
