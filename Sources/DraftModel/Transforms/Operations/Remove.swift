import JSONTree

/// Takes a segment, a track, or any other value out; what is left stays where it is on the timeline.
///
///     |  A  |  B  |  C  |   ->   |  A  |     |  C  |
public struct Remove: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "remove"
  /// What the transform does, one sentence.
  public static let summary = "Takes a segment, a track or any other value out, leaving a gap."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter(
      "target", .target, required: true, "a segment, a track, or a pointer such as /m/title")
  ]

  /// What is taken out.
  public let target: EditTarget

  /// Makes the transform.
  public init(_ target: EditTarget) { self.target = target }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    target = try arguments.required("target", arguments.target(_:))
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    switch target {
    case .track(let reference):
      let track = try reference.resolved(in: draft, edit.timeline)
      edit.remove(element: draft.pointer(of: track))
      edit.say("removed \(edit.timeline.words(for: track))")
    case .segment(.pointer(let pointer))
    where edit.timeline.places(where: { $0.pointer == draft.absolute(pointer) }).isEmpty:
      guard let node = draft.document.node(at: draft.absolute(pointer)), pointer != .root else {
        throw TransformError(.noSuchPlace(pointer))
      }
      edit.edit(.remove(node.pointer))
      edit.say("removed \(pointer)")
    case .segment(let reference):
      let place = try reference.resolved(in: draft, edit.timeline)
      edit.place([:], on: place.track, removing: [place.segment.pointer])
      edit.say("removed \(edit.timeline.words(for: place)) at \(place.segment.span)")
    }
    return try edit.finished()
  }
}
