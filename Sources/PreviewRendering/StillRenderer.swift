public import Compositing
public import DraftModel
public import LibAV
public import RenderPlanning

/// Makes single pictures of a plan.
///
/// Keeps its decoders between calls, so that several pictures in order cost one pass.
public final class StillRenderer {
  private let compositor: Compositor
  private let plan: RenderPlan

  /// Prepares to make pictures of `plan`.
  ///
  /// - Parameters:
  ///   - kept: What is kept beside the plan's files to spare decoding them.
  ///   - threads: Threads that decode each file, from 1; one if so many files are on screen at once that they would
  ///     hold too much.
  public init(
    plan: RenderPlan, kept: any KeptMedia = NoKeptMedia(), threads: Int = 1
  ) throws(CompositingError) {
    self.plan = plan
    compositor = try Compositor(
      plan: plan, kept: kept, threads: DecoderMemory.threads(threads, for: plan, kept: kept),
      readers: threads)
  }

  /// The picture on screen at a time, as bytes of a PNG, JPEG or WebP file.
  ///
  /// - Parameter time: On the timeline; beyond the last frame, the last frame.
  /// - Throws: ``PreviewError`` for a plan without frames; `CompositingError` or `FFmpegError` for what
  ///   could not be made.
  public func still(at time: Milliseconds, as format: StillImageEncoder.Format) throws -> [UInt8] {
    guard plan.frameCount > 0 else { throw PreviewError.nothingToRender }
    let wanted = plan.format.rate.frame(at: time)
    let last = plan.endFrame + -1
    let picture = try compositor.picture(at: max(min(wanted, last), plan.firstFrame))
    return try StillImageEncoder.encode(picture, as: format)
  }
}
