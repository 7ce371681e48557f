import JSONTree

/// What a clip says of a segment: what is written, and what a clip that comes back is compared with.
struct OTIOClipForm {
  let name: String
  /// Where the clip starts in its media.
  let inPoint: Milliseconds
  let speed: Ratio
  let content: Timeline.Content

  init(of segment: Timeline.Segment) {
    name = segment.name ?? segment.label ?? ""
    content = segment.content
    guard case .media(let use) = segment.content else {
      inPoint = .zero
      speed = .one
      return
    }
    inPoint = use.inPoint
    speed = use.speed
  }

  /// The speed as a file has it.
  var speedNumber: JSONNumber? { JSONNumber(speed.decimalText) }

  /// A clip's effects.
  var effects: [JSONValue] {
    guard speed != .one, let speedNumber else { return [] }
    return [
      [
        "OTIO_SCHEMA": "LinearTimeWarp.1", "metadata": [:], "name": "",
        "effect_name": "LinearTimeWarp", "time_scalar": .number(speedNumber),
      ]
    ]
  }

  /// The clip's media reference.
  func reference(isTerse: Bool) -> JSONValue {
    let shared: [JSONMember] =
      isTerse
      ? []
      : [
        JSONMember("metadata", [:]), JSONMember("name", ""), JSONMember("available_range", nil),
        JSONMember("available_image_bounds", nil),
      ]
    switch content {
    case .media(let use):
      return .object(
        [JSONMember("OTIO_SCHEMA", "ExternalReference.1")] + shared
          + [JSONMember("target_url", .string(use.source))])
    case .text(let use):
      return .object(
        [JSONMember("OTIO_SCHEMA", "GeneratorReference.1")] + shared + [
          JSONMember("generator_kind", "text"),
          JSONMember("parameters", ["text": .string(use.text)]),
        ])
    case .missing: return .object([JSONMember("OTIO_SCHEMA", "MissingReference.1")] + shared)
    }
  }
}
