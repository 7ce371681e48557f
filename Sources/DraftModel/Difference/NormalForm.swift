import JSONTree

/// Turns objects of a draft into fields that are equal where they mean the same.
///
/// Members are named by their canonical keys, values are in canonical units and spellings, and what the
/// format assumes anyway is left out. Members that nothing reads are kept as they are, under their own names:
/// the final render may read them.
struct NormalForm {
  private let keys: KeyTable
  private let meanings: [DraftScope: [String: Meaning]]

  /// What a member's name means, with all that is asked of it worked out beforehand.
  struct Meaning {
    let key: DraftKey
    let alias: DraftKey.Alias
    let isCanonical: Bool
    let innerScope: DraftScope?
    /// The kind of value that is compared elsewhere; a value of another kind is kept here.
    let placeKind: JSONNode.Kind?
  }

  init(keys: KeyTable) {
    self.keys = keys
    var meanings: [DraftScope: [String: Meaning]] = [:]
    for key in DraftKey.all {
      for alias in keys.spellings(of: key) {
        meanings[key.scope, default: [:]][alias.name] = Meaning(
          key: key, alias: alias, isCanonical: alias.name == key.canonical,
          innerScope: key.innerScope, placeKind: key.placeKind)
      }
    }
    self.meanings = meanings
  }

  /// The fields of `object`, by pointers of canonical keys from it.
  ///
  /// - Parameters:
  ///   - kind: The kind of the track that the object belongs to, on which some defaults depend.
  ///   - other: The object that this one is compared with, where what both spell alike is to be left out.
  func fields(
    of object: JSONNode, scope: DraftScope, kind: TrackKind, besides other: JSONNode?
  ) -> [JSONPointer: JSONValue] {
    guard object.kind == .object else { return [.root: JSONValue(object)] }
    var fields: [JSONPointer: JSONValue] = [:]
    collect(object, scope, kind, other, at: .root, into: &fields)
    return fields
  }

  private func collect(
    _ object: JSONNode, _ scope: DraftScope, _ kind: TrackKind, _ other: JSONNode?,
    at path: JSONPointer, into fields: inout [JSONPointer: JSONValue]
  ) {
    for (name, node) in object.members {
      // A mark of how the draft came to be is not a part of what it shows.
      if scope == .draft, name == MergeMark.member { continue }
      // Another spelling may be read here and stand beside a better one there, so that it is looked into.
      let isDecided = meanings[scope]?[name]?.isCanonical ?? true
      let twin = isDecided ? other?[name] : nil
      if let twin, twin.hasSameBytes(as: node) { continue }
      guard let meaning = meaning(of: name, in: object, scope) else {
        fields[path.appending(name)] = JSONValue(node)
        continue
      }
      if node.isNull || node.kind == meaning.placeKind { continue }
      if node.kind == .object, let inner = meaning.innerScope, inner.isTransparent {
        collect(
          node, inner, kind, twin?.kind == .object ? twin : nil,
          at: path.appending(meaning.key.canonical), into: &fields)
      } else if let value = value(of: node, meaning, kind) {
        fields[path.appending(meaning.key.canonical)] = value
      }
    }
  }

  /// What a member means; `nil` for one that is unknown or is beside a better spelling of the same.
  func meaning(
    of name: String, in object: JSONNode, _ scope: DraftScope
  ) -> Meaning? {
    guard let meaning = meanings[scope]?[name] else { return nil }
    let isRead =
      meaning.isCanonical || keys.field(meaning.key, in: object)?.alias.name == meaning.alias.name
    return isRead ? meaning : nil
  }

  /// A member's value in canonical form; `nil` if it is what the format assumes.
  func value(of node: JSONNode, _ meaning: Meaning, _ kind: TrackKind) -> JSONValue? {
    let value = canonical(node, meaning, kind)
    if let assumed = meaning.key.defaultValue(on: kind), value.isEquivalent(to: assumed) {
      return nil
    }
    return value
  }

  private func canonical(_ node: JSONNode, _ meaning: Meaning, _ kind: TrackKind) -> JSONValue {
    let key = meaning.key
    switch node.kind {
    case .object:
      guard let scope = meaning.innerScope else { return JSONValue(node) }
      return canonicalObject(node, scope, kind)
    case .array:
      guard let scope = meaning.innerScope else { return JSONValue(node) }
      return .array(
        node.elements.map {
          $0.kind == .object ? canonicalObject($0, scope, kind) : JSONValue($0)
        })
    case .number: return canonicalNumber(node, meaning)
    case .string:
      let text = node.stringValue ?? ""
      if key.isColor, let color = Color(hex: text) { return .string(color.hex) }
      if key == .fontWeight, let weight = Self.weights[text] { return weight }
      if key == .trackType, let number = TrackKind(word: text)?.wireValue {
        return .number(JSONNumber(number))
      }
      if key == .source { return .string(SignedAddress.stable(text)) }
      return .string(text)
    case .boolean, .null: return JSONValue(node)
    }
  }

  private static let weights: [String: JSONValue] = ["bold": 700, "normal": 400, "regular": 400]

  private func canonicalObject(
    _ object: JSONNode, _ scope: DraftScope, _ kind: TrackKind
  ) -> JSONValue {
    var members: [JSONMember] = []
    for (name, node) in object.members {
      guard let meaning = meaning(of: name, in: object, scope) else {
        // An id is written anew; without a type beside it, it may say what an effect is.
        let isIdentifier =
          DraftKey.identifierNames.contains(name)
          && (scope == .keyframe || object[DraftKey.effectType.canonical] != nil)
        if !isIdentifier { members.append(JSONMember(name, JSONValue(node))) }
        continue
      }
      if node.isNull { continue }
      if let value = value(of: node, meaning, kind) {
        members.append(JSONMember(meaning.key.canonical, value))
      }
    }
    return .object(members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
  }

  private func canonicalNumber(_ node: JSONNode, _ meaning: Meaning) -> JSONValue {
    guard let number = node.number else { return JSONValue(node) }
    guard meaning.key.isTime || meaning.alias.scale != 1,
      let exact = Ratio(decimal: number.text)?.multiplied(by: Ratio(meaning.alias.scale))
    else { return .number(number) }
    if meaning.key.isTime {
      // Fractions of a millisecond are rounded half up (format section 3).
      return .number(JSONNumber(exact.numerator.scaled(by: 1, over: exact.denominator)))
    }
    return JSONNumber(exact.doubleValue).map { .number($0) } ?? .number(number)
  }
}

extension Color {
  /// `#rrggbb`, with the alpha behind it where it is not opaque.
  fileprivate var hex: String {
    let channels = [red, green, blue] + (alpha == 255 ? [] : [alpha])
    return "#" + channels.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
