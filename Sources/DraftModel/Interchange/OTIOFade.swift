import JSONTree

/// What a draft keeps of a transition that has a clip on one side only: a fade at that clip's end.
struct OTIOFade {
  /// The end of the clip that fades.
  enum Edge {
    case start, end

    /// The member of a transition that says how far it reaches into the clip.
    fileprivate var within: String { self == .start ? "out_offset" : "in_offset" }
    /// The member that says how far it reaches beyond the clip.
    fileprivate var beyond: String { self == .start ? "in_offset" : "out_offset" }
  }

  let transition: JSONNode
  let edge: Edge
  /// Whether a note says already what became of the transition.
  var isReported = false

  /// How long the clip fades.
  var length: OTIOInstant { max(.zero, OTIOInstant(transition[edge.within])) }

  /// What a fade changes of the transition; `nil` if a note says so already, or if a fade is all that it was.
  var note: ConversionNote? {
    guard !isReported else { return nil }
    let milliseconds = length.milliseconds
    if milliseconds == .zero { return Self.leftOut(transition, "has no clip on one side") }
    let isFade =
      transition["transition_type"]?.stringValue == OTIO.dissolve
      && OTIOInstant(transition[edge.beyond]).milliseconds <= .zero
    guard !isFade else { return nil }
    let name = edge == .start ? "fade in" : "fade out"
    return ConversionNote(
      transition.pointer.description,
      "the transition has no clip on one side; a \(name) of \(milliseconds.rawValue) ms remains")
  }

  /// The note that a transition is left out.
  ///
  /// - Parameter reason: What is true of the transition, as a verb and its object.
  static func leftOut(_ transition: JSONNode, _ reason: String) -> ConversionNote {
    ConversionNote(
      transition.pointer.description, "the transition \(reason) and is left out")
  }
}
