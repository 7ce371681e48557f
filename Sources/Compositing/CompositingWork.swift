public import LibAV

/// The work that a compositor has done so far: what its memory is there to spare.
public struct CompositingWork: Hashable, Sendable {
  /// Files that were opened for their pictures.
  public var openedFiles = 0
  /// Parts of proxies that were opened.
  public var openedRuns = 0
  /// What the readers of files did.
  public var reading = ReadingWork()
  /// Pictures that were scaled to be kept.
  public var scaledPictures = 0
  /// Scalers that were prepared.
  public var preparedScalers = 0
  /// Titles and slates that were painted.
  public var paintedTitles = 0

  /// No work.
  public init() {}
}
