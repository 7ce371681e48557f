public import JSONTree

/// A JSON Pointer in which `*` stands for any one name or number: `/t/*/sg/*/m/text`.
///
/// Places count from the draft on, not from the envelope around it. A member whose own name is `*` can be
/// meant only by the pattern that means all.
public struct PlacePattern: Hashable, Sendable, CustomStringConvertible {
  /// The names in order; nothing for the one that stands for any.
  private let tokens: [String?]
  /// The pattern as it was written.
  public let description: String

  /// Reads a pattern; nothing for text that is no JSON Pointer.
  public init?(_ text: String) {
    guard let pointer = JSONPointer(text) else { return nil }
    tokens = pointer.tokens.map { $0 == "*" ? nil : $0 }
    description = text
  }

  /// Whether the pattern names the place, or one that holds it.
  public func covers(_ place: JSONPointer) -> Bool {
    tokens.count <= place.tokens.count
      && zip(tokens, place.tokens).allSatisfy { token, name in
        token.map { JSONPointer([$0]) == JSONPointer([name]) } ?? true
      }
  }

  /// The places in `node` that the pattern names, from `node` on, in their order.
  public func places(in node: JSONNode) -> [JSONPointer] {
    var found: [(place: JSONPointer, node: JSONNode)] = [(.root, node)]
    for token in tokens {
      found = found.flatMap { place, node -> [(place: JSONPointer, node: JSONNode)] in
        guard let token else { return node.children(at: place) }
        let next = JSONPointer([token])
        return node.descendant(at: next).map { [(place.appending(next), $0)] } ?? []
      }
    }
    return found.map(\.place)
  }
}

extension JSONNode {
  /// The members or elements, with their places, where this value's is `place`.
  fileprivate func children(at place: JSONPointer) -> [(place: JSONPointer, node: JSONNode)] {
    kind == .array
      ? elements.enumerated().map { (place.appending($0), $1) }
      : members.map { (place.appending($0.key), $0.value) }
  }
}
