import JSONTree

/// Gives the draft a canvas of another shape and fits pictures and titles to it.
///
///     +-----------+        +-----+
///     |      *    |   ->   |  *  |      * the focus
///     +-----------+        |     |
///                          +-----+
///
/// Pictures that filled the old canvas fill the new one, moved so that the focus is as near to the middle as it can
/// be without a bare edge. Smaller pictures keep their size by the canvas's short side, where the source's
/// shape is known, and so do titles, whose sizes the format counts by the canvas's height. Fractions of the
/// canvas stay, so what sat in a corner still does.
public struct Reframe: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "reframe"
  /// What the transform does, one sentence.
  public static let summary = "Gives the draft a canvas of another shape and fits everything to it."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("canvas", .canvas, required: true, "the new shape or size"),
    TransformParameter("focus", .point, "the point of the pictures to keep in sight"),
    TransformParameter(
      "by", .word(Means.allCases.map(\.rawValue)),
      "crop to fill the canvas, or pad the picture with its own blur; crop without it"),
  ]

  /// A shape or a size.
  public enum Canvas: Hashable, Sendable {
    /// A shape, at the old canvas's short side.
    case ratio(Int, Int)
    /// A size, in pixels.
    case size(Timeline.CanvasSize)
  }

  /// How a picture comes to fill the canvas.
  public enum Means: String, Hashable, Sendable, CaseIterable {
    /// What does not fit is cut off.
    case crop
    /// All is shown, before a blur of itself.
    case pad
  }

  /// The new canvas.
  public let canvas: Canvas
  /// The point of the pictures to keep in sight, as fractions of the source.
  public let focus: CanvasPoint
  /// How pictures come to fill the canvas.
  public let means: Means
  /// The sizes of sources by the name the draft gives them, known from elsewhere than the state's listing.
  ///
  /// A picture of unknown size is taken to have the old canvas's shape.
  public var sourceSizes: [String: Timeline.CanvasSize] = [:]

  /// Makes the transform.
  public init(to canvas: Canvas, focus: CanvasPoint = .centre, by means: Means = .crop) {
    self.canvas = canvas
    self.focus = focus
    self.means = means
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      to: try arguments.required("canvas", arguments.canvas(_:)),
      focus: try arguments.point("focus") ?? .centre,
      by: try arguments.word("by", as: Means.self) ?? .crop)
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let old = edit.timeline.canvas ?? .fullHD
    let new = canvas.size(replacing: old)
    guard new != edit.timeline.canvas else { return TransformResult(draft: draft, changes: []) }
    let metadata = try edit.object(.draftMetadata, in: draft.envelope.draftPointer)
    edit.set(.width, in: metadata, to: Ratio(Int64(new.width)))
    edit.set(.height, in: metadata, to: Ratio(Int64(new.height)))
    let assumed = edit.timeline.canvas == nil ? ", which was assumed" : ""
    edit.say(
      "the canvas is \(new.width)x\(new.height) instead of \(old.width)x\(old.height)\(assumed)")
    let framing = Framing(old: old, new: new, focus: focus)
    let listing = draft.mediaListing
    for track in edit.timeline.tracks {
      for segment in track.segments {
        let place = SegmentPlace(track: track, segment: segment)
        switch segment.content {
        case .text(let use) where track.kind == .text:
          try edit.scaleText(of: segment, use, by: framing.textFactor)
        case .media(let use) where track.kind == .video:
          let size = sourceSizes[use.source] ?? draft.listedSize(of: use.source, in: listing)
          try edit.reframe(place, framing, sourceSize: size, by: means)
        default: break
        }
      }
    }
    return try edit.finished()
  }
}

extension Reframe.Canvas {
  /// Reads `16:9`, or `1080x1920`; nothing for other text and for sizes outside 16 to 8192.
  public init?(_ text: String) {
    for (separator, isSize) in [(":", false), ("x", true)] as [(Character, Bool)] {
      let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]), width > 0,
        height > 0, width <= 8192, height <= 8192
      else { continue }
      if isSize {
        guard width >= 16, height >= 16 else { return nil }
        self = .size(Timeline.CanvasSize(width: width, height: height))
      } else {
        guard width <= height * 16, height <= width * 16 else { return nil }
        self = .ratio(width, height)
      }
      return
    }
    return nil
  }

  /// The canvas in pixels, both sides even where the shape decides.
  func size(replacing old: Timeline.CanvasSize) -> Timeline.CanvasSize {
    switch self {
    case .size(let size): return size
    case .ratio(let width, let height):
      let short = min(old.width, old.height)
      let long = (short * max(width, height) / min(width, height) + 1) / 2 * 2
      return width >= height
        ? Timeline.CanvasSize(width: long, height: short)
        : Timeline.CanvasSize(width: short, height: long)
    }
  }
}

extension Draft {
  /// The size that the state's listing gives a source, where it gives one.
  fileprivate func listedSize(
    of source: String, in listing: MediaListing
  ) -> Timeline.CanvasSize? {
    guard case .entry(let entry) = listing.match(source),
      let node = document.node(at: entry.pointer),
      let width = node[EnvelopeKey.mediaWidth]?.number?.int64.flatMap(Int.init(exactly:)),
      let height = node[EnvelopeKey.mediaHeight]?.number?.int64.flatMap(Int.init(exactly:)),
      width > 0, height > 0
    else { return nil }
    return Timeline.CanvasSize(width: width, height: height)
  }
}
