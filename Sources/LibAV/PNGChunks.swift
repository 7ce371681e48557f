internal import CFFmpeg

/// The chunks of a PNG or APNG file (PNG specification, third edition, 5.3): after eight bytes, each has a length, four
/// letters, so many bytes and a checksum.
enum PNGChunks {
  /// `IDAT`, the pixels.
  static let pixels: UInt32 = 0x4944_4154
  /// `eXIf`.
  static let exif: UInt32 = 0x6558_4966
  /// `IEND`, the last chunk.
  static let end: UInt32 = 0x4945_4E44

  /// Chunks looked at, at most.
  private static let longestWalk = 1_000_000

  /// Visits chunks until `visit` gives `false`, there are no more, or the file ends.
  ///
  /// - Returns: Whether the last chunk was visited.
  @discardableResult
  static func walk(
    _ input: borrowing FileInput, _ visit: (_ name: UInt32, _ length: UInt32) -> Bool
  ) -> Bool {
    var place: Int64 = 8
    for _ in 0..<longestWalk {
      guard unsafe avio_seek(input.context, place, SEEK_SET) >= 0 else { return false }
      let length = unsafe avio_rb32(input.context)
      let name = unsafe avio_rb32(input.context)
      if unsafe avio_feof(input.context) != 0 { return false }
      guard visit(name, length) else { return false }
      if name == end { return true }
      place += 12 + Int64(length)
    }
    return false
  }
}
