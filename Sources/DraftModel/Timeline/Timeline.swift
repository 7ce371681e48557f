/// What a draft means: absolute times, every default applied, every value in range.
///
/// A pure function of the draft. Media are named, not opened; what depends on them (the canvas of a draft
/// that declares none, whether a bed loops) is left open here and settled by the plan.
public struct Timeline: Hashable, Sendable, Encodable {
  /// The draft's title, where it has one.
  public var title: String?
  /// The declared canvas, in pixels; nothing where the first video decides (format section 5).
  public var canvas: CanvasSize?
  /// The colour behind everything.
  public var background: Color
  /// The rate of the draft's own frame grid.
  public var frameRate: FrameRate
  /// Where the draft ends; what lies beyond is not rendered.
  public var duration: Milliseconds
  /// The tracks in painting order, later above earlier.
  public var tracks: [Track]

  /// A size in pixels.
  public struct CanvasSize: Hashable, Sendable, Encodable {
    /// Pixels across, 16 to 8192.
    public let width: Int
    /// Pixels down, 16 to 8192.
    public let height: Int

    /// The longest side, in pixels.
    package static let longestSide = 8192
    /// The shortest side, in pixels.
    package static let shortestSide = 16

    /// Makes a size; both sides are brought into 16 to 8192 by one factor, so that the shape stays.
    ///
    /// Only shapes beyond 512 to 1, which no such factor fits, lose theirs.
    public init(width: Int, height: Int) {
      self.init(width: Double(width), height: Double(height))
    }

    /// Makes a size, as of whole pixels, from sides that are rounded to the nearest.
    package init(width: Double, height: Double) {
      let sides = (max(width, 1), max(height, 1))
      let (long, short) = (max(sides.0, sides.1), min(sides.0, sides.1))
      let (most, least) = (Double(Self.longestSide), Double(Self.shortestSide))
      let factor = long > most ? most / long : short < least ? min(least / short, most / long) : 1
      func side(_ length: Double) -> Int {
        Int(min(max((length * factor).rounded(), least), most))
      }
      self.width = side(sides.0)
      self.height = side(sides.1)
    }

    /// The canvas of a draft that says nothing and shows no video.
    public static let fullHD = CanvasSize(width: 1920, height: 1080)
  }

  /// One track, resolved.
  public struct Track: Hashable, Sendable, Encodable {
    /// Its place in the draft, from 0.
    public var index: Int
    /// What it holds.
    public var kind: TrackKind
    /// The name people see, where it has one.
    public var name: String?
    /// The `id`, where it has one.
    public var id: String?
    /// Whether its sound is silenced.
    public var isMuted: Bool
    /// Whether its picture is left out.
    public var isHidden: Bool
    /// The gain on all its segments, 0 to 10; 1 leaves them as they are.
    public var volume: Double
    /// The segments in array order.
    public var segments: [Segment]
  }
}

extension TrackKind: Encodable {
  /// Encodes as `video`, `audio`, `text` or `unknown`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  /// `video`, `audio`, `text` or `unknown`.
  public var name: String {
    switch self {
    case .video: "video"
    case .audio: "audio"
    case .text: "text"
    case .unknown: "unknown"
    }
  }
}
