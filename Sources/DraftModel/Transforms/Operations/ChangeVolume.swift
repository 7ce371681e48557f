/// Sets the gain of a segment or of a track.
///
///     | bed 100% |   ->   | bed 35% |
public struct ChangeVolume: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "volume"
  /// What the transform does, one sentence.
  public static let summary = "Sets the gain of a segment or of a track."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("target", .target, required: true, "the segment or the track"),
    TransformParameter("to", .gain, required: true, "the gain: 0.35, \"35%\" or \"-9dB\""),
  ]

  /// The segment or the track.
  public let target: EditTarget
  /// The gain.
  public let gain: Gain

  /// Makes the transform.
  public init(_ target: EditTarget, to gain: Gain) {
    self.target = target
    self.gain = gain
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    target = try arguments.required("target", arguments.target(_:))
    gain = try arguments.required("to", arguments.gain(_:))
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let percent = "\(gain.percentText)%"
    switch target {
    case .track(let reference):
      let track = try reference.resolved(in: draft, edit.timeline)
      let metadata = try edit.object(.trackMetadata, in: draft.pointer(of: track))
      guard track.volume != gain.linear else { break }
      edit.set(.trackVolume, in: metadata, to: gain.linear)
      edit.say("\(edit.timeline.words(for: track)) is at \(percent)")
    case .segment(let reference):
      let place = try reference.resolved(in: draft, edit.timeline)
      guard place.track.kind == .video || place.track.kind == .audio else {
        throw TransformError(.needs(.sound), at: place.segment.pointer)
      }
      guard place.segment.sound.volume != gain.linear else { break }
      let metadata = try edit.metadata(of: place.segment.pointer)
      edit.set(.volume, in: metadata, to: gain.linear)
      edit.say("\(edit.timeline.words(for: place)) is at \(percent)")
    }
    guard !edit.changes.isEmpty else { return TransformResult(draft: draft, changes: []) }
    return try edit.finished()
  }
}
