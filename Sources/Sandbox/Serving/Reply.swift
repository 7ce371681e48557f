import JSONTree

/// An answer of the service before it becomes one of HTTP.
struct Reply: Sendable {
  /// What the answer carries.
  enum Content: Sendable {
    case bytes([UInt8])
    /// A file or a part of it.
    case file(ServedFile)
    /// Events as they come.
    case events(AsyncStream<[UInt8]>)
  }

  var status = 200
  var contentType = "application/json; charset=utf-8"
  var content: Content

  /// Data under `{"code":0,"data":…}`.
  static func success(_ data: JSONValue) -> Reply { json(["code": 0, "data": data]) }

  /// A value as it is.
  static func json(_ value: JSONValue) -> Reply { Reply(content: .bytes(value.serialized())) }

  /// A refusal, its code where the configuration wants it.
  init(_ refusal: Refusal, place: SandboxConfiguration.CodePlace) {
    let isStatus = (400...599).contains(refusal.code)
    var members = [JSONMember("message", .string(refusal.message))]
    // What only HTTP has a code for is no matter of the published table.
    let isPublished = !isStatus || [400, 402, 429].contains(refusal.code)
    switch place {
    case .field where isPublished: break
    case .status where !isStatus: break
    default: status = refusal.nearestStatus
    }
    if status == 200 || place == .both {
      members.insert(JSONMember("code", .number(JSONNumber(Int64(refusal.code)))), at: 0)
    }
    content = .bytes(JSONValue.object(members).serialized())
  }

  init(content: Content) { self.content = content }
}

extension JSONValue {
  /// A whole number.
  static func whole(_ number: some BinaryInteger) -> JSONValue {
    .number(JSONNumber(Int64(clamping: number)))
  }

  /// A number in its fewest digits; null where it's not finite.
  static func decimal(_ number: Double) -> JSONValue {
    if let whole = Int64(exactly: number) { return .whole(whole) }
    return JSONNumber(number).map { .number($0) } ?? .null
  }
}
