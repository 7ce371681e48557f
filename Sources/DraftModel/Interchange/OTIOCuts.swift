import JSONTree

/// The clips of a layer as a draft's tracks can hold them, and the transitions at the cuts between them.
///
/// A draft counts in whole milliseconds and has text on tracks of its own. A transition there leads from the segment of
/// the same track that ends at its start; between a text and a clip of media, fades are all that a draft can have.
struct OTIOCuts {
  private(set) var clips: [OTIOPlacedClip] = []
  private(set) var notes: [ConversionNote] = []
  /// The transition into clips that are too short to be kept, which leads to the next one that is.
  private var carried: JSONNode?

  /// - Parameter clips: The clips of one layer, in order of time.
  init(of clips: [OTIOPlacedClip]) {
    for clip in clips { add(clip) }
    if let carried { leaveOut(carried) }
  }

  private mutating func add(_ clip: OTIOPlacedClip) {
    var clip = clip
    if let carried {
      if clip.follows, clip.transition == nil {
        clip.transition = carried
      } else {
        leaveOut(carried)
      }
      self.carried = nil
    }
    guard !clip.span.isEmpty else {
      notes.append(
        ConversionNote(
          clip.clip.pointer.description, "the clip lasts no whole millisecond and is left out"))
      for fade in [clip.fadeIn, clip.fadeOut] {
        if let fade, !fade.isReported { leaveOut(fade.transition) }
      }
      carried = clip.transition
      return
    }
    settleCut(before: &clip)
    clips.append(clip)
  }

  /// Decides whether the clip follows the last one on a track of the draft, and what its transition is if it does not.
  private mutating func settleCut(before clip: inout OTIOPlacedClip) {
    let last = clips.indices.last.flatMap { clips[$0].span.end == clip.span.start ? $0 : nil }
    clip.follows = last.map { clips[$0].isText == clip.isText } ?? false
    guard !clip.follows, let transition = clip.transition else { return }
    clip.transition = nil
    notes += clip.put(OTIOFade(transition: transition, edge: .start, isReported: last != nil))
    guard let last else { return }
    notes += clips[last].put(OTIOFade(transition: transition, edge: .end, isReported: true))
    notes.append(
      ConversionNote(
        transition.pointer.description,
        "the transition is between text and media, which have tracks of their own; fades remain"))
  }

  private mutating func leaveOut(_ transition: JSONNode) {
    notes.append(OTIOFade.leftOut(transition, "has a clip that is left out on one side"))
  }
}
