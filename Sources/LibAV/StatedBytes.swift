internal import CFFmpeg

/// How many bytes a file states to hold, by the forms whose length FFmpeg gives as that of what is there.
///
/// WAVE and AVI (RIFF), Wave64 and CAF write sizes before what they measure. FFmpeg shortens the length of such a file
/// to its end without a word.
struct StatedBytes {
  /// Bytes that the file states.
  let stated: Int64
  /// Bytes of those that are there.
  let held: Int64

  /// Sizes from here on stand for "unknown" in 32 bits: what writes to a pipe cannot come back to the header.
  private static let unknown32: Int64 = 0x7FFF_0000
  /// Chunks of a CAF file that are passed over before its sound, at most.
  private static let longestWalk = 1000

  /// Reads the sizes; `nil` for other forms, and where the size was not known to what wrote the file.
  init?(path: String) {
    guard let input = try? FileInput(path: path) else { return nil }
    let size = unsafe avio_size(input.context)
    switch unsafe avio_rb32(input.context) {
    case 0x5249_4646:  // RIFF: the size of all that follows it.
      let length = Int64(unsafe avio_rl32(input.context))
      guard length > 0, length < Self.unknown32 else { return nil }
      self.init(stated: length, from: 8, of: size)
    case 0x7269_6666:  // Wave64: a name of 16 bytes, and the size of the file.
      guard unsafe avio_skip(input.context, 12) > 0 else { return nil }
      self.init(stated: Int64(bitPattern: unsafe avio_rl64(input.context)), from: 0, of: size)
    case 0x6361_6666:  // CAF: chunks. That of the sound may have the size −1 for "to the end".
      var place: Int64 = 8
      for _ in 0..<Self.longestWalk {
        guard unsafe avio_seek(input.context, place, SEEK_SET) >= 0 else { return nil }
        let name = unsafe avio_rb32(input.context)
        let length = Int64(bitPattern: unsafe avio_rb64(input.context))
        guard unsafe avio_feof(input.context) == 0, length >= 0, length < 1 << 53 else {
          return nil
        }
        if name == 0x6461_7461 {  // data
          self.init(stated: length, from: place + 12, of: size)
          return
        }
        place += 12 + length
      }
      return nil
    default: return nil
    }
  }

  private init?(stated: Int64, from first: Int64, of size: Int64) {
    guard stated > 0, stated < 1 << 53, first < size else { return nil }
    self.stated = stated
    held = min(size - first, stated)
  }

  /// When the sound would end if all of the file were there, by the share that is; `nil` if it is.
  func end(ofWhole end: MediaTime) -> MediaTime? {
    guard held < stated else { return nil }
    let samples = Int128(SoundPosition.rounded(end, rate: Resampler.rate)) * Int128(stated)
    let whole = Int64(clamping: samples / Int128(held))
    return MediaTime(
      ticks: min(whole, SoundPosition.farthest), of: Ratio(1, Int32(Resampler.rate)))
  }
}
