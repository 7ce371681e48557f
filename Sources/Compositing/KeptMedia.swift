public import LibAV
public import RenderPlanning

/// What is kept beside media files to spare decoding them; all of it can be missing at any moment.
///
/// A picture is the same whichever way it is reached, but for what the reduced one loses.
public protocol KeptMedia: Sendable {
  /// Where a file's pictures are; nothing where that is not known.
  func pictureIndex(of item: MediaItem) -> PictureIndex?
  /// The size of a file's reduced pictures in its stored orientation; nothing where there are none.
  func reducedSize(of item: MediaItem) -> (width: Int, height: Int)?
  /// The reduced pictures around a time after the file's origin; nothing where they are not kept.
  func reducedRun(of item: MediaItem, at time: MediaTime) -> PictureRun?
  /// Keeps what decoding shows to be wrong with a file, for this report and later ones; from any thread.
  func note(_ fault: PictureFindings.Fault, of item: MediaItem)
}

/// Nothing is kept.
public struct NoKeptMedia: KeptMedia {
  /// Keeps nothing.
  public init() {}
  /// Nothing.
  public func pictureIndex(of item: MediaItem) -> PictureIndex? { nil }
  /// Nothing.
  public func reducedSize(of item: MediaItem) -> (width: Int, height: Int)? { nil }
  /// Nothing.
  public func reducedRun(of item: MediaItem, at time: MediaTime) -> PictureRun? { nil }
  /// Does nothing.
  public func note(_ fault: PictureFindings.Fault, of item: MediaItem) {}
}
