import JSONTree

/// Which entry of a media listing is which: by id, otherwise by what else names a file.
enum MediaIdentity {
  /// The members by which an entry is recognized, best first.
  private static let members = EnvelopeKey.mediaNames + EnvelopeKey.mediaPaths

  /// The elements of a list if each of them is an object that a member of a media listing names; `nil` for
  /// other arrays.
  static func elements(of list: JSONNode) -> [JSONNode]? {
    let elements = Array(list.elements)
    return elements.allSatisfy { key(of: $0, members) != nil } ? elements : nil
  }

  /// What an entry is called in the place of a change.
  static func name(of entry: JSONNode) -> String { key(of: entry, members)?.text ?? "" }

  /// The numbers of entries that are the same, each used once.
  static func pairs(_ before: [JSONNode], _ after: [JSONNode]) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var (known, found): (Set<Int>, Set<Int>) = ([], [])
    for member in members {
      var waiting: [ExactText: [Int]] = [:]
      for (index, node) in after.enumerated().reversed() where !found.contains(index) {
        if let key = key(of: node, [member]) {
          waiting[ExactText(key.text), default: []].append(index)
        }
      }
      if waiting.isEmpty { continue }
      for (index, node) in before.enumerated() where !known.contains(index) {
        guard let key = key(of: node, [member]), let other = waiting[ExactText(key.text)]?.popLast()
        else {
          continue
        }
        pairs.append((index, other))
        known.insert(index)
        found.insert(other)
      }
    }
    return pairs.sorted { $0.0 < $1.0 }
  }

  private static func key(
    of entry: JSONNode, _ members: [String]
  ) -> (member: String, text: String)? {
    for member in members {
      guard let node = entry[member] else { continue }
      if let text = node.stringValue ?? node.number?.canonicalText {
        return (member, SignedAddress.stable(text))
      }
    }
    return nil
  }
}
