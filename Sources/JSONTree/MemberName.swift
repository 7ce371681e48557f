/// A member's name as a key of a dictionary: the same if the scalars are.
struct MemberName: Hashable {
  let text: String

  static func == (left: MemberName, right: MemberName) -> Bool {
    left.text.hasSameScalars(as: right.text)
  }

  func hash(into hasher: inout Hasher) { text.hashScalars(into: &hasher) }
}
