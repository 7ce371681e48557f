public import DraftModel

/// What a rendered file is to be: its size, its rate and how it is coded.
public struct OutputFormat: Hashable, Sendable, Encodable {
  /// Pixels across, even.
  public var width: Int
  /// Pixels down, even.
  public var height: Int
  /// Pictures a second.
  public var rate: FrameRate
  /// How much is spent on looks.
  public var quality: Quality

  /// Makes a format; the sides are made even, 2 at least.
  public init(width: Int, height: Int, rate: FrameRate, quality: Quality = .draft) {
    self.width = max(2, width / 2 * 2)
    self.height = max(2, height / 2 * 2)
    self.rate = rate
    self.quality = quality
  }

  /// How much is spent on looks against time.
  public enum Quality: String, Hashable, Sendable, CaseIterable, Encodable {
    /// The quickest that shows the cut: everything a small picture cannot show is skipped.
    case draft
    /// Nothing is skipped in decoding, and scaling is careful.
    case good
    /// The local final: full size, careful everything.
    case export

    /// The constant rate factor of H.264, 0 (lossless) through 51 (worst).
    public var constantRateFactor: Int {
      switch self {
      case .draft: 28
      case .good: 23
      case .export: 18
      }
    }

    /// The x264 preset.
    public var preset: String {
      switch self {
      case .draft: "ultrafast"
      case .good: "veryfast"
      case .export: "medium"
      }
    }

    /// The quality of AAC sound, as for FFmpeg's `-q:a`: about 150 and 200 kb/s of music.
    public var soundQuality: Double { self == .export ? 4 : 3 }

    /// The bits in a second of AAC sound that is not encoded at a quality.
    public var soundBitRate: Int64 { self == .export ? 192_000 : 128_000 }
  }
}

/// What the caller asks of a render; the draft and its media settle the rest.
public struct RenderRequest: Hashable, Sendable {
  /// The size wanted.
  public enum Size: Hashable, Sendable {
    /// The canvas scaled so that its short side has this many pixels.
    case shortSide(Int)
    /// Exactly this many pixels, whatever the canvas.
    case exact(width: Int, height: Int)
    /// The canvas itself.
    case canvas
  }

  /// The size wanted; a short side of 360 unless asked otherwise.
  public var size: Size
  /// The rate wanted; nothing for the draft's own, at most 30.
  public var rate: FrameRate?
  /// How much is spent on looks.
  public var quality: OutputFormat.Quality
  /// The part of the timeline wanted; nothing for all of it.
  public var span: TimeSpan?

  /// Makes a request.
  public init(
    size: Size = .shortSide(360), rate: FrameRate? = nil, quality: OutputFormat.Quality = .draft,
    span: TimeSpan? = nil
  ) {
    self.size = size
    self.rate = rate
    self.quality = quality
    self.span = span
  }

  /// The format for a canvas and a draft's rate (format section 5, *Preview size* and *Preview rate*).
  func format(canvas: Timeline.CanvasSize, rate draftRate: FrameRate) -> OutputFormat {
    var wanted: (width: Double, height: Double)
    switch size {
    case .exact(let width, let height): wanted = (Double(width), Double(height))
    case .canvas: wanted = (Double(canvas.width), Double(canvas.height))
    case .shortSide(let side):
      let factor = Double(side) / Double(min(canvas.width, canvas.height))
      wanted = (Double(canvas.width) * factor, Double(canvas.height) * factor)
    }
    // One factor for both sides: what is too large keeps its shape.
    let longest = max(wanted.width, wanted.height)
    if longest > Self.longestSide {
      wanted.width *= Self.longestSide / longest
      wanted.height *= Self.longestSide / longest
    }
    let capped = draftRate.ratio > FrameRate.thirty.ratio ? FrameRate.thirty : draftRate
    return OutputFormat(
      width: Self.even(wanted.width), height: Self.even(wanted.height), rate: rate ?? capped,
      quality: quality)
  }

  /// The longest side of a rendered picture, in pixels.
  private static let longestSide = Double(Timeline.CanvasSize.longestSide)

  /// The nearest even whole number, 2 at least and 8192 at most.
  private static func even(_ side: Double) -> Int {
    Int(min(max((side / 2).rounded() * 2, 2), longestSide))
  }
}
