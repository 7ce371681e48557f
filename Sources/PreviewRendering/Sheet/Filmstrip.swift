import Compositing
import DraftModel
import LibAV
import RenderPlanning

/// Makes the pictures of one lane, each source read forward once.
struct Filmstrip {
  private let plan: RenderPlan
  private let thumbnails: [SheetLayout.Thumbnail]
  private let uses: [Timeline.Segment]

  /// The track alone, every segment as large as the canvas and as it is: a filmstrip shows what there is to
  /// see, not where it goes or how it comes.
  ///
  /// - Parameters:
  ///   - size: The size of the pictures.
  ///   - backdrop: What is seen beside and through them.
  init(
    of track: Timeline.Track, laidOut lane: SheetLayout.Lane, in timeline: Timeline,
    catalog: MediaCatalog, canvas: Timeline.CanvasSize, size: (width: Int, height: Int),
    backdrop: Color
  ) {
    var plain = track
    plain.isHidden = false
    plain.isMuted = true
    for index in plain.segments.indices {
      // How it fits, and what is cut off or mirrored, is a matter of the picture itself.
      (plain.segments[index].picture.x, plain.segments[index].picture.y) = (0.5, 0.5)
      plain.segments[index].picture.scale = 1
      plain.segments[index].picture.rotation = 0
      plain.segments[index].picture.opacity = 1
      plain.segments[index].picture.fadeIn = .zero
      plain.segments[index].picture.fadeOut = .zero
      plain.segments[index].picture.backdrop = nil
      plain.segments[index].keyframes = []
      plain.segments[index].kenBurns = nil
      plain.segments[index].transition = nil
    }
    var alone = timeline
    alone.tracks = [plain]
    alone.canvas = canvas
    alone.background = backdrop
    plan = RenderPlan(
      alone, media: catalog,
      request: RenderRequest(size: .exact(width: size.width, height: size.height)))
    thumbnails = lane.segments.flatMap(\.thumbnails) + lane.overview
    uses = plain.segments
  }

  /// How many pictures there are.
  var count: Int { thumbnails.count }

  /// Makes them.
  ///
  /// - Parameters:
  ///   - kept: What is kept beside media to spare decoding them.
  ///   - each: Called after each.
  /// - Throws: `CancellationError` when cancelled; `CompositingError` or `FFmpegError` for what could not be
  ///   made.
  func pictures(
    _ kept: any KeptMedia, _ each: () -> Void
  ) throws -> [SheetLayout.Thumbnail: PictureBuffer] {
    guard plan.frameCount > 0, count > 0 else { return [:] }
    let compositor = try Compositor(plan: plan, kept: kept)
    let scaler = try PictureScaler()
    var made: [SheetLayout.Thumbnail: PictureBuffer] = [:]
    for thumbnail in inSourceOrder {
      try Task.checkCancellation()
      let wanted = plan.format.rate.frame(at: thumbnail.time)
      let frame = max(min(wanted, plan.endFrame + -1), plan.firstFrame)
      let picture = try PictureBuffer(
        format: .rgba, width: plan.format.width, height: plan.format.height)
      try scaler.scale(compositor.picture(at: frame), to: picture)
      made[thumbnail] = picture
      each()
    }
    return made
  }

  /// The pictures by their place in their sources, so that a cut that jumps to and fro in one does not have
  /// it read to and fro.
  private var inSourceOrder: [SheetLayout.Thumbnail] {
    let places = thumbnails.map { thumbnail in
      guard let used = uses.last(where: { $0.span.contains(thumbnail.time) }),
        case .media(let use) = used.content
      else { return (source: "", time: 0.0, thumbnail: thumbnail) }
      let elapsed = Double((thumbnail.time - used.span.start).rawValue)
      let time = Double(use.inPoint.rawValue) + elapsed * use.speed.doubleValue
      return (source: use.source, time: time, thumbnail: thumbnail)
    }
    return places.sorted { ($0.source, $0.time) < ($1.source, $1.time) }.map(\.thumbnail)
  }
}
