public import DraftModel
import LibAV
import MediaLibrary
import PreviewRendering
public import RenderPlanning

/// Draws pictures of a draft, as they are compared with accepted ones.
public struct DraftPictures: Sendable {
  /// A picture at one time of the timeline.
  public struct Picture: Hashable, Sendable {
    /// When it is on screen.
    public let time: Milliseconds
    /// The picture as a PNG file.
    public let png: [UInt8]
  }

  /// Where the draft's media are looked up.
  public struct Sources: Hashable, Sendable {
    /// The folder that relative paths start from.
    public var folder: String
    /// The folder that every file must lie in; nothing to allow any.
    public var root: String?
    /// The folder in which facts about media are remembered; nothing to remember none.
    public var cache: String?

    /// Makes sources.
    public init(folder: String, root: String? = nil, cache: String? = nil) {
      self.folder = folder
      self.root = root
      self.cache = cache
    }
  }

  private let plan: RenderPlan

  /// Plans pictures of a draft.
  public init(of draft: Draft, sources: Sources, size: RenderRequest.Size) {
    let resolution = draft.resolved()
    let shelf = MediaShelf(
      finder: MediaFinder(
        folder: sources.folder, root: sources.root, listing: draft.mediaListing,
        fetched: sources.cache.map { FetchedMedia(cache: $0) }),
      cache: sources.cache)
    let media = shelf.catalog(for: resolution.timeline)
    plan = RenderPlan(
      resolution.timeline, media: media,
      fonts: FontShelf(cache: sources.cache).catalog(for: resolution.timeline, media: media),
      request: RenderRequest(size: size, quality: .good), findings: resolution.findings)
  }

  /// What the pictures leave out of the draft, in lines: a medium that is missing, an effect that is not known.
  public var omissions: [String] {
    plan.fidelity.leavesSomethingOut ? plan.fidelity.lines(over: plan.span, limit: 8) : []
  }

  /// The pictures at these times, in the order given.
  ///
  /// - Throws: `PreviewError` for a draft without frames; `CompositingError` or `FFmpegError` for what could not be
  ///   drawn; `CancellationError`.
  public func pictures(at times: [TimeExpression]) throws -> [Picture] {
    let length = plan.format.rate.time(of: plan.endFrame)
    let wanted = times.map { $0.resolved(in: length) }
    let renderer = try StillRenderer(plan: plan)
    var drawn: [Milliseconds: [UInt8]] = [:]
    // One pass through the sources, in order of time.
    for time in Set(wanted).sorted() {
      try Task.checkCancellation()
      drawn[time] = try renderer.still(at: time, as: .png)
    }
    return wanted.map { Picture(time: $0, png: drawn[$0] ?? []) }
  }
}
