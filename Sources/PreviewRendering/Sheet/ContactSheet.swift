public import Compositing
public import DraftModel
public import LibAV
public import RenderPlanning
import TextPainting

/// One picture of a whole draft: a filmstrip for every video track, a waveform for every sound, lanes of
/// titles, a ruler, findings where they are, and how faithfully it is all drawn.
public struct ContactSheet: Sendable {
  /// What is shown where.
  public let layout: SheetLayout

  /// What is drawn exactly, nearly, or not at all.
  public let fidelity: FidelityReport

  private let timeline: Timeline
  private let catalog: MediaCatalog
  private let canvas: Timeline.CanvasSize
  private let metrics: SheetMetrics

  /// The widths that a sheet can have, in pixels.
  public static let widths = 480...8192

  /// Lays a sheet out.
  ///
  /// - Parameters:
  ///   - timeline: What the draft means.
  ///   - catalog: What its sources stand for.
  ///   - fonts: What its texts are drawn with.
  ///   - findings: What is marked; reading the draft may have found more, for the fidelity strip.
  ///   - name: What the sheet is called where the draft has no title.
  ///   - hash: The draft's name by content.
  ///   - width: In pixels, of ``widths``; others are brought into them.
  /// - Throws: ``PreviewError`` for a draft without length.
  public init(
    _ timeline: Timeline, media catalog: MediaCatalog, fonts: FontCatalog = FontCatalog(),
    findings: [Finding] = [], readingFindings: [Finding] = [], name: String, hash: DraftHash,
    width: Int = 1600
  ) throws(PreviewError) {
    let plan = RenderPlan(
      timeline, media: catalog, fonts: fonts, request: RenderRequest(size: .canvas),
      findings: readingFindings)
    guard plan.frameCount > 0 else { throw .nothingToRender }
    fidelity = plan.fidelity
    self.timeline = timeline
    self.catalog = catalog
    canvas = plan.canvas
    let planner = SheetPlanner(
      timeline, catalog: catalog, plan: plan,
      width: min(max(width, Self.widths.lowerBound), Self.widths.upperBound))
    metrics = planner.metrics
    let facts = [
      SheetAxis.label(timeline.duration),
      "\(canvas.width)×\(canvas.height)", "\(Self.text(of: timeline.frameRate)) fps",
      "draft \(hash.hex.prefix(12))",
    ]
    layout = planner.layout(
      title: timeline.title ?? name, facts: facts.joined(separator: "  ·  "), findings: findings)
  }

  /// A rate to two decimals: `29.97`.
  private static func text(of rate: FrameRate) -> String {
    let hundredths = Int64((rate.ratio.doubleValue * 100).rounded())
    return (DraftModel.Ratio(hundredths, 100) ?? rate.ratio).decimalText
  }

  /// Draws the sheet, lanes side by side on as many workers as there are jobs.
  ///
  /// - Parameters:
  ///   - kept: What is kept beside the draft's media to spare decoding them.
  ///   - jobs: How many lanes are made ready at once, 1 or more.
  ///   - progress: Called as pictures and columns of sound are done, from any task.
  /// - Returns: The bytes of an image file.
  /// - Throws: `CancellationError` when cancelled; `CompositingError`, `FFmpegError` or `TextPaintingError` for
  ///   what could not be made.
  public func picture(
    as format: StillImageEncoder.Format, kept: any KeptMedia = NoKeptMedia(), jobs: Int,
    progress: @escaping @Sendable (RenderProgress) -> Void = { _ in }
  ) async throws -> [UInt8] {
    let (pictures, waveforms) = try await material(kept, jobs: max(jobs, 1), progress)
    let painter = try SheetPainter(
      layout, metrics: metrics, pictures: pictures, waveforms: waveforms)
    return try StillImageEncoder.encode(painter.draw(), as: format)
  }

  /// What one lane needs to be drawn.
  private enum Work: Sendable {
    case film(Filmstrip)
    case sound(Timeline.Track, lane: Int)
  }

  private enum Material: Sendable {
    case film([SheetLayout.Thumbnail: PictureBuffer])
    case sound(Waveform, lane: Int)
  }

  /// Columns of sound that cost about what one picture does.
  private static let columnsAPicture = 20

  private func material(
    _ kept: any KeptMedia, jobs: Int, _ progress: @escaping @Sendable (RenderProgress) -> Void
  ) async throws -> ([SheetLayout.Thumbnail: PictureBuffer], [Int: Waveform]) {
    let work = self.work
    let weights = work.map { weight(of: $0) }
    let workers = min(jobs, max(work.count, 1))
    let queue = WorkQueue(
      costs: WorkQueue.Costs(pieces: weights, restarts: weights.map { _ in 0 }), workers: workers)
    let counter = ProgressCounter(total: Int64(weights.reduce(0, +)), report: progress)
    var pictures: [SheetLayout.Thumbnail: PictureBuffer] = [:]
    var waveforms: [Int: Waveform] = [:]
    try await withThrowingTaskGroup(of: [Material].self) { group in
      for worker in 0..<workers {
        group.addTask {
          var made: [Material] = []
          while let index = queue.next(for: worker) {
            made.append(try self.make(work[index], kept, counter))
          }
          return made
        }
      }
      for try await list in group {
        for material in list {
          switch material {
          case .film(let made): pictures.merge(made) { first, _ in first }
          case .sound(let waveform, let lane): waveforms[lane] = waveform
          }
        }
      }
    }
    return (pictures, waveforms)
  }

  private var work: [Work] {
    layout.lanes.enumerated().flatMap { index, lane -> [Work] in
      guard let track = timeline.tracks.first(where: { $0.index == lane.track }) else { return [] }
      var work: [Work] = []
      if lane.kind == .video {
        let film = Filmstrip(
          of: track, laidOut: lane, in: timeline, catalog: catalog, canvas: canvas,
          size: metrics.thumbnail(canvas), backdrop: .lane)
        if film.count > 0 { work.append(.film(film)) }
      }
      if lane.waveform != nil { work.append(.sound(track, lane: index)) }
      return work
    }
  }

  private func weight(of work: Work) -> Int {
    switch work {
    case .film(let film): film.count
    case .sound: layout.ruler.width / Self.columnsAPicture + 1
    }
  }

  private func make(
    _ work: Work, _ kept: any KeptMedia, _ counter: ProgressCounter
  ) throws -> Material {
    switch work {
    case .film(let film): return .film(try film.pictures(kept) { counter.add(1) })
    case .sound(let track, let lane):
      var told = 0
      let waveform = try Waveform(
        of: track, in: timeline, catalog: catalog, columns: layout.ruler.width
      ) { columns in
        counter.add(Int64(columns / Self.columnsAPicture - told))
        told = columns / Self.columnsAPicture
      }
      return .sound(waveform, lane: lane)
    }
  }
}
