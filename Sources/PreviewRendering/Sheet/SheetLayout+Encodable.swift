import DraftModel
import JSONTree
import RenderPlanning

// A layout is printed as data (`sheet --json`); nothing reads it back, so only the writing half exists.

extension SheetLayout: Encodable {
  private enum CodingKeys: String, CodingKey {
    case width, height, title, facts, ruler, lanes, omittedLanes, fidelity, marks, notes
  }

  private enum PartKeys: String, CodingKey { case box, ticks, stretches }

  /// Encodes everything; the ruler and the strip each with their parts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(width, forKey: .width)
    try container.encode(height, forKey: .height)
    try container.encode(title, forKey: .title)
    try container.encode(facts, forKey: .facts)
    var ruler = container.nestedContainer(keyedBy: PartKeys.self, forKey: .ruler)
    try ruler.encode(self.ruler, forKey: .box)
    try ruler.encode(ticks, forKey: .ticks)
    try container.encode(lanes, forKey: .lanes)
    try container.encode(omittedLanes, forKey: .omittedLanes)
    var strip = container.nestedContainer(keyedBy: PartKeys.self, forKey: .fidelity)
    try strip.encode(self.strip, forKey: .box)
    try strip.encode(fidelity, forKey: .stretches)
    try container.encode(marks, forKey: .marks)
    try container.encode(notes, forKey: .notes)
  }
}

extension SheetLayout.Stretch: Encodable {
  private enum CodingKeys: String, CodingKey { case box }

  /// Encodes the box beside the members of the stretch.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(box, forKey: .box)
    try stretch.encode(to: encoder)
  }
}

extension SheetLayout.Mark: Encodable {
  private enum CodingKeys: String, CodingKey {
    case number, severity, rule, message, pointer, time, lane, box
  }

  /// Encodes the finding's own members beside the mark's.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(number, forKey: .number)
    try container.encode(finding.severity, forKey: .severity)
    try container.encode(finding.rule.rawValue, forKey: .rule)
    try container.encode(finding.message, forKey: .message)
    try container.encode(finding.pointer, forKey: .pointer)
    try container.encode(time, forKey: .time)
    try container.encodeIfPresent(lane, forKey: .lane)
    try container.encode(box, forKey: .box)
  }
}

extension SheetLayout.Note: Encodable {
  private enum CodingKeys: String, CodingKey { case text, box }

  /// Encodes what is written and where.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(text, forKey: .text)
    try container.encode(box, forKey: .box)
  }
}

extension SheetLayout.Lane: Encodable {
  private enum CodingKeys: String, CodingKey {
    case track, kind, name, isMuted, isHidden, box, strip, waveform, segments, overview
    case transitions
  }

  /// Encodes everything but what is absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(track, forKey: .track)
    try container.encode(kind, forKey: .kind)
    try container.encode(name, forKey: .name)
    try container.encode(isMuted, forKey: .isMuted)
    try container.encode(isHidden, forKey: .isHidden)
    try container.encode(box, forKey: .box)
    try container.encode(strip, forKey: .strip)
    try container.encodeIfPresent(waveform, forKey: .waveform)
    try container.encode(segments, forKey: .segments)
    if !overview.isEmpty { try container.encode(overview, forKey: .overview) }
    if !transitions.isEmpty { try container.encode(transitions, forKey: .transitions) }
  }
}

extension SheetLayout.Segment: Encodable {
  private enum CodingKeys: String, CodingKey {
    case pointer, label, span, box, isLabelled, slate, thumbnails, restarts
  }

  /// Encodes everything but what is absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(pointer, forKey: .pointer)
    try container.encode(label, forKey: .label)
    try container.encode(span, forKey: .span)
    try container.encode(box, forKey: .box)
    try container.encode(isLabelled, forKey: .isLabelled)
    try container.encodeIfPresent(slate, forKey: .slate)
    if !thumbnails.isEmpty { try container.encode(thumbnails, forKey: .thumbnails) }
    if !restarts.isEmpty { try container.encode(restarts, forKey: .restarts) }
  }
}
