import MediaLibrary
import PreviewRendering
import RenderPlanning

/// What a render did, as data: `roughcut.preview/1`.
struct PreviewReport: Encodable {
  let path: String
  let draftHash: String
  let format: OutputFormat
  let frames: Int64
  let framesRendered: Int64
  /// The file's length in seconds.
  let duration: Double
  let picture: RenderOutcome.Count
  let sound: RenderOutcome.Count
  /// The render's time in seconds.
  let seconds: Double
  /// Seconds of video a second of work.
  let speed: Double
  let fidelity: [FidelityReport.Entry]
  /// The same, for people.
  let departures: FidelityReport
  /// Beds that start over.
  let restarts: [FidelityReport.Restart]
  /// About how many bytes the kept chunks take; nothing where none are kept.
  let cacheBytes: ByteCount?

  /// The same in a line for people.
  let sentence: String

  /// - Parameter found: What is drawn otherwise than the draft says, rendering included.
  init(
    path: String, plan: PlannedDraft, outcome: RenderOutcome, store: ChunkStore,
    found: FidelityReport
  ) {
    self.path = path
    draftHash = plan.hash.hex
    format = plan.plan.format
    frames = outcome.frames
    framesRendered = outcome.framesRendered
    duration = outcome.duration
    picture = outcome.picture
    sound = outcome.sound
    seconds = outcome.elapsed
    speed = outcome.speed
    fidelity = found.entries
    departures = found
    restarts = plan.plan.fidelity.restarts
    cacheBytes = store.estimatedSize
    sentence = outcome.sentence(for: path)
  }

  private enum CodingKeys: String, CodingKey {
    case path, draftHash, format, frames, framesRendered, duration, picture, sound, seconds, speed
    case fidelity, restarts, cacheBytes
  }

  /// The report under its schema.
  var report: Report<PreviewReport> { Report("roughcut.preview/1", self) }
}
