import JSONTree

/// The members that are read of any clip, whichever program wrote it.
struct OTIOClipReading {
  /// What a clip shows.
  enum Content: Hashable {
    case source(String)
    case text(String)
    /// There is no media reference that names anything.
    case nothing
  }

  let placed: OTIOPlacedClip
  private(set) var notes: [ConversionNote] = []

  init(_ placed: OTIOPlacedClip) { self.placed = placed }

  var clip: JSONNode { placed.clip }

  /// The clip's name; empty for none.
  var name: String { clip[OTIO.name]?.stringValue ?? "" }

  /// What the clip shows.
  mutating func content() -> Content {
    guard let reference = OTIO.mediaReference(of: clip) else { return .nothing }
    if let url = reference["target_url"]?.stringValue, !url.isEmpty { return .source(url) }
    switch OTIO.schemaName(of: reference) {
    case "GeneratorReference":
      if let text = reference["parameters"]?["text"]?.stringValue { return .text(text) }
      let kind = reference["generator_kind"]?.stringValue ?? ""
      note(clip, "the generator \"\(kind.prefix(40))\" has no counterpart")
      return .nothing
    case "ImageSequenceReference":
      note(clip, "an image sequence cannot be played; its name stands for it")
      return .source(
        (reference["target_url_base"]?.stringValue ?? "")
          + (reference["name_prefix"]?.stringValue ?? "") + "#"
          + (reference["name_suffix"]?.stringValue ?? ""))
    default: return .nothing
    }
  }

  /// The speed that the clip's effects come to, as it is to be written; `nil` where a draft cannot have it.
  mutating func speed() -> JSONNumber? {
    var factors: [JSONNumber] = []
    for effect in clip.list(OTIO.effects) {
      let schema = OTIO.schemaName(of: effect)
      guard effect[OTIO.enabled]?.booleanValue != false else {
        note(effect, "a disabled effect is left out")
        continue
      }
      if schema == "LinearTimeWarp", let factor = effect["time_scalar"]?.number {
        factors.append(factor)
        continue
      }
      if schema == "FreezeFrame" {
        note(effect, "a draft holds no frame of a video; the clip plays on")
        continue
      }
      let name =
        effect["effect_name"]?.stringValue ?? effect[OTIO.schema]?.stringValue ?? "unnamed"
      note(effect, "the effect \"\(name.prefix(40))\" has no counterpart and is left out")
    }
    let product = factors.compactMap(\.double).reduce(1, *)
    guard product.isFinite, (0.1...16).contains(product) else {
      let shown = JSONNumber(product)?.text ?? "none"
      note(clip, "the speed \(shown) is outside 0.1 to 16 and is left out")
      return nil
    }
    if factors.count == 1 { return factors[0] }
    // Of several, what they come to together; digits that a draft would not read are cut off.
    return Ratio(Int64((product * 1_000_000).rounded()), 1_000_000)
      .flatMap { JSONNumber($0.decimalText) }
  }

  /// The transition that leads into the clip, with its kind by our own metadata where that still fits its type.
  mutating func transition() -> (kind: Timeline.TransitionKind, length: Milliseconds)? {
    guard let transition = placed.transition else { return nil }
    let before = OTIOInstant(transition["in_offset"])
    let after = OTIOInstant(transition["out_offset"])
    let length = (before + after).milliseconds
    guard length > .zero else {
      notes.append(OTIOFade.leftOut(transition, "lasts no time"))
      return nil
    }
    // An odd length in milliseconds has halves that differ by one.
    if abs((before - after).milliseconds.rawValue) > 1 {
      note(transition, "the transition is centred on the cut")
    }
    let type = transition["transition_type"]?.stringValue ?? ""
    let ours = OTIO.kept(in: transition)?[KeptMember.transition]?.stringValue
      .flatMap(Timeline.TransitionKind.init(rawValue:))
    if let ours, ours.otioType == type { return (ours, length) }
    if type != OTIO.dissolve {
      note(transition, "the transition \"\(type.prefix(40))\" is shown as a crossfade")
    }
    return (.crossfade, length)
  }

  /// The fades that remain of transitions without a clip on their other side, by their members of a segment.
  mutating func fades() -> [(key: DraftKey, length: Milliseconds)] {
    [(DraftKey.fadeIn, placed.fadeIn), (.fadeOut, placed.fadeOut)].compactMap { key, fade in
      guard let fade else { return nil }
      if let note = fade.note { notes.append(note) }
      let length = fade.length.milliseconds
      return length > .zero ? (key, length) : nil
    }
  }

  /// The in-point; a draft has none before its source.
  mutating func inPoint() -> Milliseconds {
    let inPoint = placed.inPoint
    if inPoint < .zero { note(clip, "the clip starts before its media; it starts at 0 instead") }
    return max(.zero, inPoint)
  }

  mutating func note(_ node: JSONNode, _ message: String) {
    notes.append(ConversionNote(node.pointer.description, message))
  }
}
