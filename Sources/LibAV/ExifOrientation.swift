internal import CFFmpeg

/// The orientation that Exif gives a picture, in the containers in which FFmpeg 5.1 passes over it.
enum ExifOrientation {
  /// Bytes of Exif read, at most; the orientation is in the first directory.
  private static let exifBytes = 65_536
  /// Entries of a directory looked at, at most.
  private static let mostEntries = 4096

  /// The turn that a PNG's `eXIf` chunk asks for; upright if there is none.
  ///
  /// What comes after the pixels (`IDAT`) is too late for browsers, and so for us.
  static func read(png path: String) throws(FFmpegError) -> Orientation {
    let input = try FileInput(path: path)
    var found = Orientation.upright
    PNGChunks.walk(input) { name, length in
      if name == PNGChunks.pixels { return false }
      guard name == PNGChunks.exif else { return true }
      found = orientation(inTIFF: bytes(of: input, atMost: min(Int(length), exifBytes)))
      return false
    }
    return found
  }

  /// The turn that a TIFF file's first directory asks for, which can be anywhere in the file.
  static func read(tiff path: String) throws(FFmpegError) -> Orientation {
    let input = try FileInput(path: path)
    return orientation { place, count in
      guard unsafe avio_seek(input.context, Int64(place), SEEK_SET) >= 0 else { return [] }
      return bytes(of: input, atMost: count)
    }
  }

  /// The turn that Exif of a picture asks for, with or without the mark that JPEG puts before it.
  static func orientation(inTIFF bytes: [UInt8]) -> Orientation {
    let mark = Array("Exif".utf8) + [0, 0]
    let start = bytes.starts(with: mark) ? mark.count : 0
    return orientation { place, count in
      let (first, overflow) = start.addingReportingOverflow(place)
      guard !overflow, place >= 0, first <= bytes.count else { return [] }
      return Array(bytes[first..<min(bytes.count, first + count)])
    }
  }

  private static func bytes(of input: borrowing FileInput, atMost count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      read = unsafe max(0, Int(avio_read(input.context, buffer.baseAddress, CInt(count))))
    }
  }

  /// The orientation in the first directory (TIFF 6.0, section 2).
  ///
  /// - Parameter bytes: Gives as many bytes as there are at a place, up to a count.
  private static func orientation(
    _ bytes: (_ place: Int, _ count: Int) -> [UInt8]
  ) -> Orientation {
    let isLittleEndian = bytes(0, 1).first == 0x49
    /// A number of some bytes at a place; 0 where there are none.
    func number(at place: Int, _ count: Int) -> Int {
      let found = bytes(place, count)
      guard found.count == count else { return 0 }
      return (isLittleEndian ? found.reversed() : found).reduce(0) { $0 << 8 | Int($1) }
    }
    guard number(at: 2, 2) == 42 else { return .upright }
    let directory = number(at: 4, 4)
    for entry in 0..<min(number(at: directory, 2), mostEntries) {
      let place = directory + 2 + 12 * entry
      if number(at: place, 2) == 0x0112 { return Orientation(exif: number(at: place + 8, 2)) }
    }
    return .upright
  }
}
