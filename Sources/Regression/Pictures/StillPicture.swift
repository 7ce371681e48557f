import LibAV
import MediaLibrary

/// A picture file's pixels, as luma and chroma.
enum StillPicture {
  /// Reads a file.
  ///
  /// - Parameter format: Luma and chroma, of BT.709 and limited range.
  static func read(_ path: String, as format: PictureFormat) throws(FFmpegError) -> PictureBuffer {
    let reader = try VideoReader(path: path)
    let frame = try reader.frame(at: .zero)
    let picture = try PictureBuffer(format: format, width: frame.width, height: frame.height)
    try PictureScaler().scale(frame, to: picture, quality: .good)
    return picture
  }
}
