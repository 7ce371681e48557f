import Synchronization

/// A value that is worked out when it is first asked for, and then kept.
///
/// The computation must depend on nothing that changes. Two tasks that ask at once may both work the value out; the first
/// result is kept.
final class Memo<Value: Sendable>: Sendable {
  private let kept: Mutex<Value?>

  /// Makes a memo, with its value where that is known already.
  init(_ value: Value? = nil) { kept = Mutex(value) }

  /// The value, worked out by `compute` unless it is kept already.
  func value(_ compute: () -> Value) -> Value {
    if let value = kept.withLock({ $0 }) { return value }
    let computed = compute()
    return kept.withLock { kept in
      if let kept { return kept }
      kept = computed
      return computed
    }
  }
}
