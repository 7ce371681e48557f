import JSONTree

/// What the agent lets out while it works.
enum AgentNotice: Sendable {
  case heartbeat
  case text(String)
  case toolCall(String, JSONValue)
  case toolResult(String, JSONValue)
}

/// Puts notices into one of the published forms of events.
struct EventWriter: Sendable {
  let isFramework: Bool
  /// What the ids of this message's events begin with.
  let prefix: String
  private var number = 0

  init(isFramework: Bool, prefix: String) {
    self.isFramework = isFramework
    self.prefix = prefix
  }

  /// The longest piece in which text is let out, in characters.
  private static let longestPiece = 24

  /// The events of a notice, each complete with its blank line.
  mutating func events(for notice: AgentNotice) -> [[UInt8]] {
    switch notice {
    case .heartbeat: [isFramework ? Array("data:\n\n".utf8) : event(["type": "heartbeat"])]
    case .text(let text): textEvents(text)
    case .toolCall(let name, let arguments):
      [
        isFramework
          ? passage(["functionCall": ["name": .string(name), "args": arguments]], isPartial: false)
          : event(["type": "tool_call", "name": .string(name), "args": arguments])
      ]
    case .toolResult(let name, let result):
      [
        isFramework
          ? passage(
            ["functionResponse": ["name": .string(name), "response": result]], isPartial: false)
          : event(["type": "tool_result", "name": .string(name), "result": result])
      ]
    }
  }

  /// Text in pieces; the framework's form then repeats the whole.
  private mutating func textEvents(_ text: String) -> [[UInt8]] {
    var events: [[UInt8]] = []
    var rest = text[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Self.longestPiece)
      rest = rest.dropFirst(piece.count)
      events.append(
        isFramework
          ? passage(["text": .string(String(piece))], isPartial: true)
          : event(["type": "text", "content": .string(String(piece))]))
    }
    if isFramework { events.append(passage(["text": .string(text)], isPartial: false)) }
    return events
  }

  private mutating func passage(_ part: JSONValue, isPartial: Bool) -> [UInt8] {
    event([
      "content": ["parts": [part], "role": "model"], "partial": .boolean(isPartial),
      "author": "nemo_agent",
    ])
  }

  /// One event; its id tells one that comes twice from one that says the same.
  private mutating func event(_ value: JSONValue) -> [UInt8] {
    number += 1
    return Array("id: \(prefix)-\(number)\ndata: ".utf8) + value.serialized() + Array("\n\n".utf8)
  }
}
