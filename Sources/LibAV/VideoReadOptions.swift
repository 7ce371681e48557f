/// How a video stream is read.
public struct VideoReadOptions: Sendable {
  /// Where the decoder smooths block edges, the costliest step of H.264 and HEVC after the pictures
  /// themselves.
  public enum LoopFilter: Hashable, Sendable {
    /// Everywhere, as the codec says: pictures are exact.
    case everywhere
    /// Not in pictures that no other picture is made from; errors do not add up.
    case exceptNonReference
    /// Nowhere: for small previews, where it can't be seen.
    case nowhere
  }

  /// Threads that decode, from 1; from 2 on, H.264 gets up to twice as many.
  public var threads = 1
  /// Where block edges are smoothed.
  public var loopFilter = LoopFilter.everywhere
  /// Where the file's pictures are, found earlier: jumps are planned without asking the container,
  /// and pictures that nobody asks for and none is made from are not decoded.
  public var index: PictureIndex?
  /// How much is read before giving up.
  public var limits = ReadLimits.standard

  /// Called with what reading shows to be missing, damaged or changed, from the thread that reads.
  public var noteFault: (@Sendable (PictureFindings.Fault) -> Void)?

  /// One thread, exact pictures.
  public init() {}
}
