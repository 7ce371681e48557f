internal import CFFmpeg

/// What FFmpeg 5.1 doesn't know of WebP: that a file moves.
enum AnimatedWebP {
  /// Whether a WebP file says in its extended header that it is animated.
  ///
  /// WebP container specification: `RIFF`, a size, `WEBP`, then the chunk `VP8X`, whose flags have
  /// animation as their second bit.
  static func isAnimated(path: String) -> Bool {
    guard let input = try? FileInput(path: path) else { return false }
    let header = unsafe [UInt8](unsafeUninitializedCapacity: 21) { buffer, count in
      count = unsafe max(0, Int(avio_read(input.context, buffer.baseAddress, CInt(buffer.count))))
    }
    guard header.count == 21 else { return false }
    return Array(header[0..<4]) == Array("RIFF".utf8)
      && Array(header[8..<16]) == Array("WEBPVP8X".utf8)
      && header[20] & 0b10 != 0
  }
}
