/// What a render did: how much it made and how much it found.
public struct RenderOutcome: Hashable, Sendable, Encodable {
  /// Counts of one kind of chunk.
  public struct Count: Hashable, Sendable, Encodable {
    /// How many were made now.
    public var rendered = 0
    /// How many were found in the store.
    public var reused = 0
  }

  /// Chunks of picture.
  public var picture = Count()
  /// Chunks of sound.
  public var sound = Count()
  /// Frames in the file.
  public var frames: Int64 = 0
  /// Frames made now.
  public var framesRendered: Int64 = 0
  /// The length of the file, in seconds.
  public var duration = 0.0
  /// How long the render took, in seconds.
  public var elapsed = 0.0

  /// Seconds of video a second of work.
  public var speed: Double { elapsed > 0 ? duration / elapsed : 0 }
}

/// How far a render has come.
public struct RenderProgress: Hashable, Sendable {
  /// The work done so far, in a unit of its own.
  public var done: Int64
  /// The work to be done, in that unit.
  public var total: Int64

  /// Says how far something has come.
  public init(done: Int64, total: Int64) {
    self.done = done
    self.total = total
  }
}
