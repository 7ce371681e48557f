import JSONTree

/// Has a text segment say something else.
///
///     | "Urban Dreams" |   ->   | "City Lights" |
public struct ChangeText: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "text"
  /// What the transform does, one sentence.
  public static let summary = "Has a text segment say something else."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("segment", .segment, required: true, "the text segment"),
    TransformParameter("text", .text, required: true, "the new words; line breaks are kept"),
  ]

  /// The segment.
  public let segment: SegmentReference
  /// The new words.
  public let text: String

  /// Makes the transform.
  public init(_ segment: SegmentReference, to text: String) {
    self.segment = segment
    self.text = text
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      try arguments.required("segment", arguments.segment(_:)),
      to: try arguments.required("text", arguments.text(_:)))
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let place = try segment.resolved(in: draft, edit.timeline)
    guard place.track.kind == .text else {
      throw TransformError(.needs(.text), at: place.segment.pointer)
    }
    if case .text(let use) = place.segment.content, use.text == text {
      return TransformResult(draft: draft, changes: [])
    }
    edit.set(.text, in: try edit.metadata(of: place.segment.pointer), to: .string(text))
    edit.say("\(edit.timeline.words(for: place)) says \"\(text)\"")
    return try edit.finished()
  }
}
