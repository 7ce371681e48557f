/// What a patch takes for granted about the value that it is made for.
///
/// The steps of a patch name places. Expectations say what was at those places, so that a patch is refused
/// for a value that has changed there since, and for one to which it was applied already.
public enum JSONExpectation: Hashable, Sendable {
  /// There is a value equivalent to this one at the place.
  case value(JSONPointer, JSONValue)
  /// There is nothing at the place.
  case absent(JSONPointer)

  /// The place.
  public var path: JSONPointer {
    switch self {
    case .value(let path, _), .absent(let path): path
    }
  }

  /// Whether `root` is as expected.
  public func holds(in root: JSONNode) -> Bool {
    switch self {
    case .value(let path, let value):
      root.descendant(at: path).map { JSONValue($0).isEquivalent(to: value) } ?? false
    case .absent(let path): root.descendant(at: path) == nil
    }
  }

  /// The expectation as an object: `path` and either `value` or `absent`, which is `true`.
  public var value: JSONValue {
    switch self {
    case .value(let path, let value): ["path": .string(path.description), "value": value]
    case .absent(let path): ["path": .string(path.description), "absent": true]
    }
  }

  /// Reads an expectation; `nil` if the value is not one.
  public init?(_ value: JSONValue) {
    guard case .string(let text)? = value["path"], let path = JSONPointer(text) else { return nil }
    if let expected = value["value"] {
      self = .value(path, expected)
    } else if value["absent"] == true {
      self = .absent(path)
    } else {
      return nil
    }
  }
}

extension JSONPatch {
  /// A patch that makes of `old` a value equivalent to `new`, and what it expects of the value that it is
  /// applied to, by places in `old`.
  ///
  /// - Parameter identifyingMembers: As for ``init(from:to:identifyingMembers:)``.
  public static func expecting(
    from old: JSONNode, to new: JSONNode, identifyingMembers: [String] = []
  ) -> (patch: JSONPatch, expectations: [JSONExpectation]) {
    var comparison = JSONComparison(identifyingMembers: identifyingMembers, notesExpectations: true)
    comparison.compare(old, new, at: .root, from: .root)
    return (JSONPatch(comparison.operations), comparison.expectations)
  }

  /// The expectations as steps of RFC 6902 that fail where one is not met, and change nothing otherwise.
  ///
  /// RFC 6902 can test for a value and not for its absence. An absent member is expressed by a test of the
  /// object around it, if that is not larger than `largestObject` bytes. That an array has no element of some
  /// number is expressed by appending a value, testing that it got that number, and taking it away again.
  public static func tests(
    for expectations: [JSONExpectation], in root: JSONNode, largestObject: Int = 16_384
  ) -> [JSONPatchOperation] {
    var lengths: [JSONPatchOperation] = []
    var tests: [JSONPatchOperation] = []
    var tested: Set<JSONPointer> = []
    for expectation in expectations {
      switch expectation {
      case .value(let path, let value):
        if tested.insert(path).inserted { tests.append(.test(path, value)) }
      case .absent(let path):
        guard let parent = path.parent, let node = root.descendant(at: parent) else { continue }
        if node.kind == .array {
          lengths += [.add(parent.appending("-"), .null), .test(path, .null), .remove(path)]
        } else if node.byteRange.count <= largestObject, tested.insert(parent).inserted {
          tests.append(.test(parent, JSONValue(node)))
        }
      }
    }
    return lengths + tests
  }
}
