import JSONTree

/// One meaning in the objects of three drafts, each under the name that it has there.
struct MergedMember {
  /// What is read under the name; `nil` for a member that nothing reads.
  let meaning: NormalForm.Meaning?
  /// The canonical key, or the name of a member that nothing reads.
  let slot: String
  /// The names under which the three drafts have it.
  var names: Sides<String?> = Sides(base: nil, ours: nil, theirs: nil)
  /// The values.
  var nodes: Sides<JSONNode?> = Sides(base: nil, ours: nil, theirs: nil)

  /// The members of three objects in the order of ours, then of theirs, then of the base.
  static func members(
    of objects: Sides<JSONNode?>, scope: DraftScope?, _ form: NormalForm
  ) -> [MergedMember] {
    var members: [MergedMember] = []
    var places: [String: Int] = [:]
    func place(_ key: String, in object: JSONNode) -> Int {
      let meaning = scope.flatMap { form.meaning(of: key, in: object, $0) }
      let slot = meaning?.key.canonical ?? key
      if let place = places[slot] { return place }
      members.append(MergedMember(meaning: meaning, slot: slot))
      places[slot] = members.count - 1
      return members.count - 1
    }
    if let ours = objects.ours {
      for (key, value) in ours.members {
        let place = place(key, in: ours)
        (members[place].names.ours, members[place].nodes.ours) = (key, value)
      }
    }
    if let theirs = objects.theirs {
      for (key, value) in theirs.members {
        let place = place(key, in: theirs)
        (members[place].names.theirs, members[place].nodes.theirs) = (key, value)
      }
    }
    if let base = objects.base {
      for (key, value) in base.members {
        let place = place(key, in: base)
        (members[place].names.base, members[place].nodes.base) = (key, value)
      }
    }
    return members
  }

  /// The name that the merged member has where no side's value is taken as it is: what the sides agree on,
  /// otherwise the first of their names.
  var name: String {
    (names.agreed ?? nil) ?? [names.ours, names.theirs].compactMap(\.self).min() ?? names.base
      ?? slot
  }
}
