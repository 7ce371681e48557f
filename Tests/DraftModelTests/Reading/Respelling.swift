import DraftModel
import JSONTree

/// Writes a draft's members under other spellings of the key table, scope by scope.
struct Respelling {
  /// Which spelling to take, counted from the canonical one; the last where there are fewer.
  let choice: Int

  /// The scope of the object, or of the objects in the array, under a member.
  private static let inner: [DraftScope: [String: DraftScope]] = [
    .draft: ["m": .draftMetadata, "t": .track],
    .track: ["m": .trackMetadata, "sg": .segment],
    .segment: ["m": .segmentMetadata],
    .segmentMetadata: [
      "crop": .crop, "keyframes": .keyframe, "ken_burns": .kenBurns, "transition": .transition,
      "effects": .effect, "style": .style,
    ],
    .kenBurns: ["from": .kenBurnsPose, "to": .kenBurnsPose],
    .style: ["stroke": .stroke, "shadow": .shadow],
  ]

  /// The draft under this choice of spellings.
  func respelled(_ draft: Draft) throws -> Draft {
    let value = respelled(draft.node.value, in: .draft)
    return try Draft(parsing: value.serialized())
  }

  private func respelled(_ value: JSONValue, in scope: DraftScope) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { respelled($0, in: scope) })
    case .object(let members):
      return .object(
        members.map { member in
          let inner = Self.inner[scope]?[member.key].map { respelled(member.value, in: $0) }
          return respelled(member.key, inner ?? member.value, in: scope)
        })
    default: return value
    }
  }

  private func respelled(_ name: String, _ value: JSONValue, in scope: DraftScope) -> JSONMember {
    guard let key = DraftKey.all.first(where: { $0.scope == scope && $0.canonical == name }) else {
      return JSONMember(name, value)
    }
    let spelling = key.spellings[min(choice, key.spellings.count - 1)]
    guard spelling.scale == 1000, case .number(let number) = value, let time = number.int64,
      let seconds = JSONNumber(Milliseconds(time).description)
    else { return JSONMember(spelling.name, value) }
    return JSONMember(spelling.name, .number(seconds))
  }
}

extension Timeline {
  /// Drops where each segment stands in its document, to compare what two documents mean.
  mutating func forgetPlaces() {
    for track in tracks.indices {
      for segment in tracks[track].segments.indices {
        tracks[track].segments[segment].pointer = .root
      }
    }
  }
}
