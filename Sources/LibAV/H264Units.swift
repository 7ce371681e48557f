/// The NAL units of H.264, from x264's form, a stream with start codes (ITU-T H.264, annex B), to that of MP4
/// files, in which each stands behind its length (ISO/IEC 14496-15, 5.3).
///
/// Packets are kept as the file has them: a join copies what would otherwise be searched for start codes each time.
enum H264Units {
  /// Bytes of a unit's length.
  private static let lengthBytes = 4
  private static let sequenceParameters: UInt8 = 7
  private static let pictureParameters: UInt8 = 8
  private static let supplement: UInt8 = 6

  /// A picture's units, each behind its length in four bytes.
  ///
  /// Messages of unregistered user data are left out: x264 puts its version and settings in one. A message unit
  /// that holds other messages as well is kept.
  static func withLengths(_ stream: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(stream.count + 2 * lengthBytes)
    for unit in units(of: stream) where !isUserData(unit) {
      let count = UInt32(clamping: unit.count)
      for shift in stride(from: 24, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: count >> UInt32(shift)))
      }
      bytes += unit
    }
    return bytes
  }

  /// The decoder's configuration record (ISO/IEC 14496-15, 5.3.3.1) of parameter sets for 8 bit 4:2:0.
  ///
  /// - Throws: ``FFmpegError`` where there is no sequence or picture parameter set.
  static func configuration(_ stream: [UInt8]) throws(FFmpegError) -> [UInt8] {
    let all = units(of: stream)
    let sequences = all.filter { kind(of: $0) == sequenceParameters }
    let pictures = all.filter { kind(of: $0) == pictureParameters }
    guard let first = sequences.first, first.count > 3, !pictures.isEmpty,
      sequences.count < 32, pictures.count < 256,
      (sequences + pictures).allSatisfy({ $0.count <= UInt16.max })
    else {
      throw FFmpegError(
        .badSetting("parameter sets of \(stream.count) bytes"), operation: "avcodec_open2")
    }
    let profile = first[first.startIndex + 1]
    var record = [1] + first[(first.startIndex + 1)...(first.startIndex + 3)]
    record += [0xFC | UInt8(lengthBytes - 1), 0xE0 | UInt8(sequences.count)]
    for unit in sequences { record += sized(unit) }
    record.append(UInt8(pictures.count))
    for unit in pictures { record += sized(unit) }
    // Profiles above Main say their form: 4:2:0, 8 bits of luma and of chroma, no extension.
    if ![66, 77, 88].contains(profile) { record += [0xFC | 1, 0xF8, 0xF8, 0] }
    return record
  }

  private static func sized(_ unit: ArraySlice<UInt8>) -> [UInt8] {
    [UInt8(unit.count >> 8), UInt8(unit.count & 0xFF)] + unit
  }

  private static func kind(of unit: ArraySlice<UInt8>) -> UInt8? { unit.first.map { $0 & 0x1F } }

  /// Whether the unit is supplemental information that begins with user data (payload 5).
  private static func isUserData(_ unit: ArraySlice<UInt8>) -> Bool {
    kind(of: unit) == supplement && unit.dropFirst().first == 5
  }

  /// The units between start codes.
  private static func units(of stream: [UInt8]) -> [ArraySlice<UInt8>] {
    var units: [ArraySlice<UInt8>] = []
    var begin: Int?
    var index = 0
    while index + 3 <= stream.count {
      if stream[index + 2] > 1 {
        index += 3
      } else if stream[index] == 0, stream[index + 1] == 0, stream[index + 2] == 1 {
        // A fourth byte of the start code, zero, stands before it.
        let end = index > 0 && stream[index - 1] == 0 ? index - 1 : index
        if let begin, begin < end { units.append(stream[begin..<end]) }
        begin = index + 3
        index += 3
      } else {
        index += 1
      }
    }
    if let begin, begin < stream.count { units.append(stream[begin...]) }
    return units
  }
}
