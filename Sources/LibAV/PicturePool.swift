internal import Synchronization

/// Lends picture buffers of one form and size, and takes them back for the next picture.
///
/// Safe to use from several tasks: the list of free buffers is behind a lock.
public final class PicturePool: Sendable {
  /// The form of the pixels.
  public let format: PictureFormat
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int
  /// Buffers kept for reuse, at most; more may be lent.
  public let capacity: Int
  private let free = Mutex<[PictureBuffer]>([])

  /// An empty pool that keeps up to `capacity` buffers.
  public init(format: PictureFormat, width: Int, height: Int, capacity: Int = 8) {
    self.format = format
    self.width = width
    self.height = height
    self.capacity = capacity
  }

  /// A buffer to write to; what it holds is left from its last use.
  public func take() throws(FFmpegError) -> PictureBuffer {
    if let kept = free.withLock({ $0.popLast() }) { return kept }
    return try PictureBuffer(format: format, width: width, height: height)
  }

  /// Takes a buffer back that nobody uses any more; one of another form or size is let go.
  public func giveBack(_ buffer: PictureBuffer) {
    guard buffer.format == format, buffer.width == width, buffer.height == height else { return }
    free.withLock { kept in
      if kept.count < capacity { kept.append(buffer) }
    }
  }
}
