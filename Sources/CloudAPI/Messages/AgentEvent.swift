import JSONTree

/// What one event of a message's stream means.
public enum AgentEvent: Hashable, Sendable {
  /// A piece of the stream form `{"type":"text"}`: pieces follow each other without anything between.
  case text(String)

  /// Text of the agent-framework form: a partial piece, or the whole that its pieces led up to.
  case passage(String, isPartial: Bool)

  /// A tool is called or has answered; internal.
  case tool

  /// The service works.
  case heartbeat

  /// The service refuses in the middle of the stream.
  case failure(code: Int, message: String?)

  /// Nothing that is published.
  case unrecognised

  /// Whether it shows that the service works on the message.
  var isWork: Bool {
    switch self {
    case .text, .passage, .tool: true
    case .heartbeat, .failure, .unrecognised: false
    }
  }

  /// The meanings of an event, in order; the agent-framework form can carry several.
  public static func meanings(of event: ServerSentEvent) -> [AgentEvent] {
    let isBlank = event.data.allSatisfy(\.isWhitespace)
    if isBlank || event.type == "heartbeat" || event.data == "heartbeat" { return [.heartbeat] }
    guard let root = try? JSONDocument(parsing: event.data).root, root.kind == .object else {
      // An error need not be JSON; its event's name says what it is.
      return event.type == "error"
        ? [.failure(code: Self.unknownCode, message: String(event.data.prefix(300)))]
        : [.unrecognised]
    }
    if let failure = failure(in: root, ofType: event.type) { return [failure] }
    if let parts = root["content"]?["parts"], parts.kind == .array {
      return meanings(ofParts: parts, in: root)
    }
    switch root["type"]?.stringValue {
    case "text": return [root["content"]?.stringValue.map(AgentEvent.text) ?? .unrecognised]
    case "tool_call", "tool_result": return [.tool]
    case "heartbeat": return [.heartbeat]
    default: return [.unrecognised]
    }
  }

  /// The code of a failure that names none.
  static let unknownCode = -1

  /// The failure that an event tells of: by a code, by its type, or by a member `error` or `errorCode`.
  private static func failure(in root: JSONNode, ofType type: String) -> AgentEvent? {
    let error = root["error"].flatMap { node in
      node.isNull || node.booleanValue == false || node.stringValue == "" ? nil : node
    }
    let word = root["type"]?.stringValue
    // What a tool or a passage carries beside its content is the tool's own.
    let isWork =
      ["text", "tool_call", "tool_result", "heartbeat"].contains(word)
      || root["content"]?["parts"]?.kind == .array
    let codes = [root["code"], root["errorCode"], root["error_code"], error?["code"]]
      .compactMap { $0?.integer }.filter { $0 != 0 }
    let isFailure =
      type == "error" || word == "error" || error != nil && !isWork
      || root["errorCode"]?.text != nil || !codes.isEmpty && !isWork
    guard isFailure else { return nil }
    let message =
      root["message"]?.stringValue ?? root["errorMessage"]?.stringValue
      ?? error?["message"]?.stringValue ?? error?.stringValue ?? root["content"]?.stringValue
    return .failure(
      code: codes.first ?? unknownCode, message: message.map { String($0.prefix(300)) })
  }

  private static func meanings(ofParts parts: JSONNode, in root: JSONNode) -> [AgentEvent] {
    let isPartial = root["partial"]?.booleanValue ?? false
    // The framework may repeat what the user said.
    let isEcho = root["author"]?.stringValue == "user"
    return parts.elements.map { part in
      if let text = part["text"]?.stringValue {
        let isThought = part["thought"]?.booleanValue ?? false
        return isEcho || isThought ? .unrecognised : .passage(text, isPartial: isPartial)
      }
      return part["functionCall"] != nil || part["functionResponse"] != nil ? .tool : .unrecognised
    }
  }
}
