import LibAV

/// A picture of a layer's source: which one it is, and the picture itself when it is needed.
///
/// A still whose scaled form is kept need not stay decoded.
struct SourcePicture {
  /// Distinguishes the pictures of one file.
  let identity: UInt64
  /// Gives the decoded picture.
  let frame: () throws(FFmpegError) -> VideoFrame

  /// A picture that is decoded already.
  init(_ frame: VideoFrame) {
    identity = frame.identity
    self.frame = { () throws(FFmpegError) in frame }
  }

  /// The only picture of a still.
  init(still frame: @escaping () throws(FFmpegError) -> VideoFrame) {
    identity = 0
    self.frame = frame
  }
}
