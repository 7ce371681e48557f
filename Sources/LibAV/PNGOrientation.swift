internal import CFFmpeg

/// The orientation in a PNG's `eXIf` chunk, which FFmpeg 5.1 passes over.
enum PNGOrientation {
  /// Chunks looked at, at most, to find the one.
  private static let longestSearch = 100_000
  /// Bytes of Exif read, at most; the orientation is in the first directory.
  private static let exifBytes: UInt32 = 65_536

  /// The turn that a file asks for; upright where it doesn't.
  ///
  /// PNG specification, third edition, 5.3 and 11.3.3.4: after eight bytes, chunks of a length, four
  /// letters, so many bytes and a checksum. What comes after the pixels (`IDAT`) is too late for
  /// browsers, and so for us.
  static func read(path: String) throws(FFmpegError) -> Orientation {
    let input = try FileInput(path: path)
    unsafe avio_skip(input.context, 8)
    for _ in 0..<longestSearch {
      let length = unsafe avio_rb32(input.context)
      let name = unsafe avio_rb32(input.context)
      if unsafe avio_feof(input.context) != 0 || name == 0x4944_4154 { break }
      guard name == 0x6558_4966 else {
        unsafe avio_skip(input.context, Int64(length) + 4)
        continue
      }
      let count = Int(min(length, exifBytes))
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
        read = unsafe max(0, Int(avio_read(input.context, buffer.baseAddress, CInt(count))))
      }
      return orientation(inTIFF: bytes)
    }
    return .upright
  }

  /// The orientation in the first directory of Exif (TIFF 6.0, section 2).
  private static func orientation(inTIFF bytes: [UInt8]) -> Orientation {
    let isLittleEndian = bytes.first == 0x49
    /// A number of some bytes at a place; 0 where there are none.
    func number(at place: Int, _ count: Int) -> Int {
      guard place >= 0, place + count <= bytes.count else { return 0 }
      let digits =
        isLittleEndian
        ? Array(bytes[place..<place + count].reversed())
        : Array(bytes[place..<place + count])
      return digits.reduce(0) { $0 << 8 | Int($1) }
    }
    let directory = number(at: 4, 4)
    for entry in 0..<number(at: directory, 2) {
      let place = directory + 2 + 12 * entry
      if number(at: place, 2) == 0x0112 { return Orientation(exif: number(at: place + 8, 2)) }
    }
    return .upright
  }
}
