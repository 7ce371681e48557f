/// A change to a document as a list of steps, by RFC 6902.
public struct JSONPatch: Hashable, Sendable {
  /// The steps, each made on the result of those before it.
  public var operations: [JSONPatchOperation]

  /// Makes a patch of steps.
  public init(_ operations: [JSONPatchOperation]) { self.operations = operations }

  /// Reads a patch.
  ///
  /// - Throws: ``JSONPatchError`` for the first step that is not as RFC 6902 asks.
  public init(_ value: JSONValue) throws(JSONPatchError) {
    guard case .array(let steps) = value else { throw JSONPatchError(.notAnArray, step: nil) }
    operations = []
    operations.reserveCapacity(steps.count)
    for (index, step) in steps.enumerated() {
      do {
        operations.append(try JSONPatchOperation(step))
      } catch {
        throw JSONPatchError(error, step: index)
      }
    }
  }

  /// Whether the patch has no step.
  public var isEmpty: Bool { operations.isEmpty }

  /// The patch as RFC 6902 writes it, an array of objects.
  public var value: JSONValue { .array(operations.map(\.value)) }

  /// The same patch for a document whose part at `base` is what this one was made for.
  public func prefixed(by base: JSONPointer) -> JSONPatch {
    base.tokens.isEmpty ? self : JSONPatch(operations.map { $0.prefixed(by: base) })
  }

  /// What the steps make of `value`; all of them or, by the error, none.
  ///
  /// The result keeps to `limits`, so that a few steps that copy a value into itself again and again
  /// cannot fill the memory.
  ///
  /// - Throws: ``JSONPatchError`` for the first step that cannot be made.
  public func applied(
    to value: JSONValue, limits: JSONLimits = .standard
  ) throws(JSONPatchError) -> JSONValue {
    var patching = JSONPatching(value: value, limits: limits)
    for (index, operation) in operations.enumerated() {
      do {
        try patching.apply(operation)
      } catch {
        throw JSONPatchError(error, step: index)
      }
    }
    return patching.value
  }
}

/// A value on which the steps of a patch are made one by one.
private struct JSONPatching {
  var value: JSONValue
  private let maxDepth: Int
  /// How many more values steps may bring in.
  private var budget: Int

  init(value: JSONValue, limits: JSONLimits) {
    self.value = value
    maxDepth = limits.maxDepth
    budget = limits.maxNodes
  }

  mutating func apply(_ operation: JSONPatchOperation) throws(JSONPatchError.Reason) {
    switch operation {
    case .add(let path, let new): try add(new, at: path)
    case .remove(let path): _ = try value.remove(at: path.tokens[...], of: path)
    case .replace(let path, let new):
      try admit(new, at: path)
      try value.replace(at: path.tokens[...], of: path, with: new)
    case .move(let from, let to):
      guard from != to else {
        _ = try value.found(at: from)
        return
      }
      guard !from.isPrefix(of: to) else { throw .moveIntoItself(to) }
      let moved = try value.remove(at: from.tokens[...], of: from)
      try add(moved, at: to)
    case .copy(let from, let to): try add(try value.found(at: from), at: to)
    case .test(let path, let expected):
      guard try value.found(at: path).isEquivalent(to: expected) else { throw .testFailed(path) }
    }
  }

  private mutating func add(
    _ new: JSONValue, at path: JSONPointer
  ) throws(JSONPatchError.Reason) {
    try admit(new, at: path)
    try value.add(new, at: path.tokens[...], of: path)
  }

  private mutating func admit(
    _ new: JSONValue, at path: JSONPointer
  ) throws(JSONPatchError.Reason) {
    guard new.spend(&budget, depth: maxDepth - path.tokens.count) else { throw .tooLarge }
  }
}

extension JSONValue {
  /// Counts the values in this one off `budget`; false as soon as that or `depth` is used up.
  fileprivate func spend(_ budget: inout Int, depth: Int) -> Bool {
    budget -= 1
    guard budget >= 0 else { return false }
    switch self {
    case .object(let members):
      guard depth > 0 else { return false }
      for member in members where !member.value.spend(&budget, depth: depth - 1) { return false }
    case .array(let elements):
      guard depth > 0 else { return false }
      for element in elements where !element.spend(&budget, depth: depth - 1) { return false }
    case .string, .number, .boolean, .null: break
    }
    return true
  }
}
