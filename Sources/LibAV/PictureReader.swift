/// Gives the picture of a file that is on screen at any time.
public protocol PictureReader: AnyObject {
  /// The picture on screen at `time` after the file's origin: the last one that begins at or before
  /// it.
  ///
  /// Before the first picture that is the first, after the last it is the last.
  ///
  /// - Parameter step: The time to the next call's `time`, and from there to the next, where that is
  ///   known: pictures between them need not be decoded.
  /// - Throws: ``FFmpegError`` when nothing in the file decodes.
  func frame(at time: MediaTime, step: MediaTime?) throws(FFmpegError) -> VideoFrame

  /// The work done so far.
  var work: ReadingWork { get }
  /// The memory it holds, in bytes, estimated.
  var heldBytes: Int { get }
}

extension VideoReader: PictureReader {}

/// Opens the pictures of a file by whatever reads its kind.
public enum PictureFile {
  /// Opens a local file: video and stills, interlaced pictures made whole, and animated images.
  ///
  /// Each worker opens its own.
  ///
  /// - Throws: ``FFmpegError`` naming the file, when it is refused or has no pictures that are known.
  public static func open(
    _ path: String, options: VideoReadOptions = VideoReadOptions()
  ) throws(FFmpegError) -> any PictureReader {
    if AnimatedWebP.isAnimated(path: path) {
      return try AnimatedWebPReader(path: path, limits: options.limits)
    }
    return try DeinterlacingReader(VideoReader(path: path, options: options))
  }
}

extension PictureReader {
  /// The picture on screen at `time` after the file's origin, where nothing is known of later calls.
  ///
  /// - Throws: ``FFmpegError`` when nothing in the file decodes.
  public func frame(at time: MediaTime) throws(FFmpegError) -> VideoFrame {
    try frame(at: time, step: nil)
  }
}
