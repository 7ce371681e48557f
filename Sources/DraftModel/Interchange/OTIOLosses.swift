import JSONTree

/// Finds what a file says and a draft has no place for, object by object.
///
/// It knows what is read; every other member that holds something is a loss, whatever it is called.
struct OTIOLosses {
  private(set) var notes: [ConversionNote] = []

  private static let mostDepth = 34

  init(of timeline: JSONNode, stack: JSONNode) {
    if OTIO.schemaName(of: timeline) == "Timeline" {
      note(timeline, unread: ["tracks", OTIO.name, OTIO.metadata, OTIO.globalStart])
    }
    visit(stack, depth: 0)
  }

  private mutating func visit(_ item: JSONNode, depth: Int) {
    guard depth < Self.mostDepth else { return }
    let shared: Set<String> = [OTIO.sourceRange, OTIO.enabled]
    switch OTIO.schemaName(of: item) {
    case "Clip": visitClip(item, shared)
    case "Gap": note(item, unread: shared.union([OTIO.name, OTIO.enabled]))
    case "Transition":
      note(
        item,
        unread: [
          "in_offset", "out_offset", "transition_type", OTIO.name, OTIO.metadata, OTIO.enabled,
        ])
      if let foreign = OTIO.foreignMetadata(of: item) { noteMetadata(foreign, of: item) }
    case "Track", "Sequence":
      // A track of the timeline keeps its name and its metadata; one that is nested becomes a part of it.
      let own: Set<String> = depth < 2 ? [OTIO.name, OTIO.metadata] : []
      note(item, unread: shared.union([OTIO.children, OTIO.kind]).union(own))
    case "Stack":
      var read = shared.union([OTIO.children])
      if depth == 0 {
        // Every library calls it so.
        if ["tracks", ""].contains(item[OTIO.name]?.stringValue ?? "") { read.insert(OTIO.name) }
        if item[OTIO.enabled]?.booleanValue == false {
          notes.append(ConversionNote(item.pointer.description, "a disabled stack is shown"))
        }
      }
      note(item, unread: read)
    default:
      let schema = item[OTIO.schema]?.stringValue ?? "without a schema"
      notes.append(
        ConversionNote(
          item.pointer.description,
          "an object \(schema.prefix(40)) has no counterpart and is left out"))
    }
    for child in item.list(OTIO.children) { visit(child, depth: depth + 1) }
  }

  private mutating func visitClip(_ clip: JSONNode, _ shared: Set<String>) {
    // Metadata is kept, and effects are reported where they are read.
    note(
      clip,
      unread: shared.union([
        OTIO.name, OTIO.metadata, OTIO.effects, "media_references", "media_reference",
        "active_media_reference_key",
      ]))
    for effect in clip.list(OTIO.effects) {
      note(effect, unread: [OTIO.name, "effect_name", "time_scalar", OTIO.enabled])
    }
    let active = clip["active_media_reference_key"]?.stringValue ?? OTIO.defaultMedia
    let others = clip["media_references"]?.members.map(\.key).filter { $0 != active } ?? []
    if !others.isEmpty {
      notes.append(
        ConversionNote(
          clip.pointer.description,
          "other media references than the active one are left out: \(others.joined(separator: ", "))"
        ))
    }
    if let reference = OTIO.mediaReference(of: clip), reference.kind == .object {
      note(
        reference,
        unread: [
          "target_url", "available_range", "generator_kind", "target_url_base", "name_prefix",
          "name_suffix", "parameters",
        ])
      let parameters = reference["parameters"]
      if let parameters, parameters["text"] != nil {
        note(parameters, unread: ["text"])
      }
    }
    let length = OTIOLayers(of: clip).length
    if length <= .zero {
      notes.append(
        ConversionNote(clip.pointer.description, "the clip lasts no time and is left out"))
    }
  }

  /// Notes the members that hold something and are not read.
  private mutating func note(_ object: JSONNode, unread read: Set<String>) {
    let left = object.members.filter { name, value in
      name != OTIO.schema && !read.contains(name) && Self.holdsSomething(value)
    }.map(\.key)
    guard !left.isEmpty else { return }
    notes.append(
      ConversionNote(
        object.pointer.description, "\(left.joined(separator: ", ")): left out"))
  }

  private mutating func noteMetadata(_ metadata: JSONValue, of node: JSONNode) {
    guard case .object(let members) = metadata else { return }
    let names = members.map(\.key).joined(separator: ", ")
    notes.append(
      ConversionNote(node.pointer.description, "the metadata \(names) is left out"))
  }

  private static func holdsSomething(_ value: JSONNode) -> Bool {
    switch value.kind {
    case .null: false
    case .object, .array: value.count > 0
    case .string: value.stringValue != ""
    case .number, .boolean: true
    }
  }
}
