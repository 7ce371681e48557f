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

  /// The meanings of an event, in order; the agent-framework form can carry several.
  public static func meanings(of event: ServerSentEvent) -> [AgentEvent] {
    let isBlank = event.data.allSatisfy(\.isWhitespace)
    if isBlank || event.type == "heartbeat" || event.data == "heartbeat" { return [.heartbeat] }
    guard let root = try? JSONDocument(parsing: event.data).root, root.kind == .object else {
      return [.unrecognised]
    }
    if let parts = root["content"]?["parts"], parts.kind == .array {
      return meanings(ofParts: parts, in: root)
    }
    switch root["type"]?.stringValue {
    case "text": return [root["content"]?.stringValue.map(AgentEvent.text) ?? .unrecognised]
    case "tool_call", "tool_result": return [.tool]
    case "heartbeat": return [.heartbeat]
    default:
      guard let code = root["code"]?.integer, code != 0 else { return [.unrecognised] }
      return [.failure(code: code, message: root["message"]?.stringValue)]
    }
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
