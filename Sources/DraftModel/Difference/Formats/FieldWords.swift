import JSONTree

/// A changed field as people read it: its name, and both values in one unit, with what the format assumes in
/// the place of a value that is absent.
struct FieldWords {
  /// The field's name: `volume`, `size`, `length`.
  let name: String
  /// The value before.
  let from: String
  /// The value after.
  let to: String

  /// The most characters of a value that are shown.
  private static let limit = 80

  /// - Parameters:
  ///   - field: The field from an object of `scope` on.
  ///   - kind: The kind of the track that the object belongs to, on which some defaults depend.
  init(
    _ field: JSONPointer, from: JSONValue?, to: JSONValue?, in scope: DraftScope?,
    on kind: TrackKind
  ) {
    name = field.fieldName
    let known = scope.flatMap { Spelling(field, in: $0) }
    let assumed = known?.key.defaultValue(on: kind)
    let shown = [from, to].map { value in
      (value ?? assumed).map { ValueWords.text($0, known) } ?? "none"
    }
    let both = shown[0] == shown[1] ? (shown[0], shown[1]) : Elision.both(shown[0], shown[1])
    (self.from, self.to) = (
      both.0.onOneLine(limit: Self.limit), both.1.onOneLine(limit: Self.limit)
    )
  }

  /// A member's key, and the unit of the name that it is written under.
  struct Spelling {
    let key: DraftKey
    /// Canonical units per unit of the value; 1 for values that are in canonical units already.
    let scale: Int64

    /// Follows a pointer of canonical keys or other spellings; `nil` where the format reads nothing.
    init?(_ field: JSONPointer, in scope: DraftScope) {
      var found: Spelling?
      var scope: DraftScope? = scope
      for token in field.tokens {
        guard let here = scope, let next = Spelling(token, in: here) else { return nil }
        found = next
        scope = next.key.innerScope
      }
      guard let found else { return nil }
      self = found
    }

    init?(_ name: String, in scope: DraftScope) {
      guard let known = Self.known[scope]?[name] else { return nil }
      self = known
    }

    private init(key: DraftKey, scale: Int64) {
      self.key = key
      self.scale = scale
    }

    private static let known: [DraftScope: [String: Spelling]] = {
      var known: [DraftScope: [String: Spelling]] = [:]
      for key in DraftKey.all {
        for alias in key.spellings {
          known[key.scope, default: [:]][alias.name] = Spelling(key: key, scale: alias.scale)
        }
      }
      return known
    }()
  }
}

/// Values as people read them.
enum ValueWords {
  /// The most characters of a value that are made.
  private static let limit = 1000

  /// A value on one line: times in seconds, texts in quotes, objects as names and values.
  static func text(_ value: JSONValue, _ spelling: FieldWords.Spelling?) -> String {
    switch value {
    case .object, .array: compact(value, spelling).onOneLine(limit: limit)
    case .string, .boolean, .null: plain(value)
    case .number(let number): time(number, spelling) ?? plain(value)
    }
  }

  private static func plain(_ value: JSONValue) -> String {
    String(decoding: value.serialized(), as: UTF8.self).onOneLine(limit: limit)
  }

  private static func time(_ number: JSONNumber, _ spelling: FieldWords.Spelling?) -> String? {
    guard let spelling, spelling.key.isTime,
      let exact = Ratio(decimal: number.text)?.multiplied(by: Ratio(spelling.scale))
    else { return nil }
    return "\(Milliseconds(exact.numerator.scaled(by: 1, over: exact.denominator)))s"
  }

  /// Members whose name says no more than their place does.
  private static let silentNames: Set<String> = ["type", "amount", "intensity", "d", "at", "time"]

  private static func compact(_ value: JSONValue, _ spelling: FieldWords.Spelling?) -> String {
    switch value {
    case .object(let members) where !members.isEmpty:
      let scope = spelling?.key.innerScope
      let ordered =
        members.filter { silentNames.contains($0.key) && scope != nil }.sorted { $0.key > $1.key }
        + members.filter { !silentNames.contains($0.key) || scope == nil }
      return ordered.map { member in
        let text = compact(member.value, scope.flatMap { FieldWords.Spelling(member.key, in: $0) })
        return silentNames.contains(member.key) && scope != nil ? text : "\(member.key) \(text)"
      }.joined(separator: " ")
    case .array(let elements) where !elements.isEmpty:
      return elements.map { compact($0, spelling) }.joined(separator: ", ")
    case .object, .array: return "none"
    case .string(let text):
      let isWord =
        !text.isEmpty
        && text.utf8.allSatisfy { byte in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "#") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
      return isWord ? text : plain(value)
    case .number(let number): return time(number, spelling) ?? plain(value)
    case .boolean, .null: return plain(value)
    }
  }
}

/// Cuts what two long values have in common, so that what differs is seen.
enum Elision {
  /// Up to this many characters a pair is shown whole.
  private static let plenty = 60
  /// How many common characters stay on either side.
  private static let context = 10

  static func both(_ left: String, _ right: String) -> (String, String) {
    let (first, second) = (Array(left), Array(right))
    guard first.count + second.count > plenty else { return (left, right) }
    let shorter = min(first.count, second.count)
    var head = 0
    while head < shorter, first[head] == second[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, first[first.count - 1 - tail] == second[second.count - 1 - tail] {
      tail += 1
    }
    return (cut(first, head, tail), cut(second, head, tail))
  }

  private static func cut(_ text: [Character], _ head: Int, _ tail: Int) -> String {
    let start = head > context * 2 ? head - context : 0
    let end = tail > context * 2 ? text.count - tail + context : text.count
    let quote = text.first == "\"" ? "\"" : ""
    return (start > 0 ? quote + "…" : "") + String(text[start..<end])
      + (end < text.count ? "…" + quote : "")
  }
}
