internal import CFFmpeg

/// Whether a picture file has the end that its format gives it: FFmpeg draws what there is of one that has not.
enum ImageEnd {
  /// Whether a file of a container by FFmpeg's name lacks its end; `false` for those whose ends are not known.
  static func isMissing(_ containerName: String, path: String) -> Bool {
    guard let input = try? FileInput(path: path) else { return false }
    return switch containerName {
    case "png_pipe", "apng": !PNGChunks.walk(input) { _, _ in true }
    case "gif": !GIFBlocks.reachTrailer(input)
    case "qoi_pipe": tail(of: input, 8) != [0, 0, 0, 0, 0, 0, 0, 1]
    case "jpegls_pipe": !endsWithMarker(input)
    default: false
    }
  }

  /// The last bytes of a file.
  private static func tail(of input: borrowing FileInput, _ count: Int) -> [UInt8] {
    let size = unsafe avio_size(input.context)
    guard size >= Int64(count),
      unsafe avio_seek(input.context, size - Int64(count), SEEK_SET) >= 0
    else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      read = unsafe max(0, Int(avio_read(input.context, buffer.baseAddress, CInt(count))))
    }
  }

  /// JPEG's end of image, which only zeros may follow (ITU-T T.81, B.1.1.3).
  private static func endsWithMarker(_ input: borrowing FileInput) -> Bool {
    let size = unsafe avio_size(input.context)
    var bytes = tail(of: input, Int(min(max(size, 0), 4096)))
    while bytes.last == 0 { bytes.removeLast() }
    return bytes.suffix(2) == [0xFF, 0xD9]
  }
}

/// The blocks of a GIF file (GIF 89a specification, sections 12 to 27).
private enum GIFBlocks {
  /// Blocks looked at, at most.
  private static let longestWalk = 10_000_000

  /// Whether the trailer is reached by going from block to block.
  static func reachTrailer(_ input: borrowing FileInput) -> Bool {
    let context = unsafe input.context
    unsafe avio_skip(context, 10)
    let packed = unsafe avio_r8(context)
    unsafe avio_skip(context, 2 + colorBytes(packed))
    for _ in 0..<longestWalk {
      let label = unsafe avio_r8(context)
      if unsafe avio_feof(context) != 0 { return false }
      switch label {
      case 0x3B: return true
      case 0x21:
        unsafe avio_skip(context, 1)
        guard unsafe skipBlocks(context) else { return false }
      case 0x2C:
        unsafe avio_skip(context, 8)
        let packed = unsafe avio_r8(context)
        // The table of colours, then the size of a code.
        unsafe avio_skip(context, colorBytes(packed) + 1)
        guard unsafe skipBlocks(context) else { return false }
      default: return false
      }
    }
    return false
  }

  /// The bytes of the table of colours that a packed field announces.
  private static func colorBytes(_ packed: CInt) -> Int64 {
    packed & 0x80 == 0 ? 0 : 3 << Int64((packed & 7) + 1)
  }

  /// Skips blocks of data up to the empty one; `false` if the file ends before that.
  private static func skipBlocks(_ context: UnsafeMutablePointer<AVIOContext>) -> Bool {
    for _ in 0..<longestWalk {
      let length = unsafe avio_r8(context)
      if unsafe avio_feof(context) != 0 { return false }
      if length == 0 { return true }
      unsafe avio_skip(context, Int64(length))
    }
    return false
  }
}
