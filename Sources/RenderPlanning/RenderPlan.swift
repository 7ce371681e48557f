public import DraftModel

/// Everything a render does, as plain values: the seam between the draft and FFmpeg.
///
/// The frame axis is cut wherever the stack of layers changes; between two cuts each layer is a pure
/// function of the frame number. A plan holds no file handle and no FFmpeg type: it can be printed,
/// compared in a test, and sent to another machine.
public struct RenderPlan: Hashable, Sendable {
  /// A stretch of frames over which the stack stays the same.
  public struct Interval: Hashable, Sendable {
    /// Its first frame.
    public var first: FrameIndex
    /// The first frame after it.
    public var end: FrameIndex
    /// What is painted, bottom first.
    public var stack: [StackElement]

    /// How many frames it has.
    public var frameCount: Int64 { end - first }
  }

  /// The draft's title, for the file's metadata.
  public var title: String?
  /// The canvas, in the draft's own pixels.
  public var canvas: Timeline.CanvasSize
  /// The colour behind everything.
  public var background: Color
  /// What the rendered file is to be.
  public var format: OutputFormat
  /// The first frame to render, on the timeline's grid.
  public var firstFrame: FrameIndex
  /// The first frame not to render.
  public var endFrame: FrameIndex
  /// The intervals, in order, without gaps, from ``firstFrame`` to ``endFrame``.
  public var intervals: [Interval]
  /// The sounds.
  public var sound: SoundPlan
  /// The files that layers and sounds name.
  public var media: [ContentHash: MediaItem]
  /// The fonts that texts are drawn with.
  public var fonts: FontCatalog
  /// What is drawn exactly, nearly, or not at all.
  public var fidelity: FidelityReport

  /// How many frames are rendered.
  public var frameCount: Int64 { endFrame - firstFrame }

  /// The part of the timeline that is rendered, on the output's grid.
  public var span: TimeSpan {
    let start = format.rate.time(of: firstFrame)
    return TimeSpan(start: start, length: format.rate.time(of: endFrame) - start)
  }

  /// The interval that holds `frame`; nothing outside the plan.
  public func interval(at frame: FrameIndex) -> Interval? {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].end <= frame { low = middle + 1 } else { high = middle }
    }
    guard low < intervals.count, intervals[low].first <= frame else { return nil }
    return intervals[low]
  }
}
