/// H.264 as a stream of NAL units with start codes (ITU-T H.264, annex B).
enum H264ByteStream {
  /// The bytes without messages of unregistered user data: x264 puts its version and settings in
  /// one.
  ///
  /// A message unit that holds other messages as well is kept.
  static func withoutUserData(_ bytes: [UInt8]) -> [UInt8] {
    let starts = unitStarts(in: bytes)
    guard starts.contains(where: { isUserData(bytes, at: $0.payload) }) else { return bytes }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    for (number, start) in starts.enumerated() where !isUserData(bytes, at: start.payload) {
      let end = number + 1 < starts.count ? starts[number + 1].code : bytes.count
      kept.append(contentsOf: bytes[start.code..<end])
    }
    return kept
  }

  /// Where each unit's start code begins, and where the unit itself does.
  private static func unitStarts(in bytes: [UInt8]) -> [(code: Int, payload: Int)] {
    var starts: [(code: Int, payload: Int)] = []
    var index = 0
    while index + 3 <= bytes.count {
      if bytes[index + 2] > 1 {
        index += 3
      } else if bytes[index] == 0, bytes[index + 1] == 0, bytes[index + 2] == 1 {
        let hasLongCode = index > 0 && bytes[index - 1] == 0
        starts.append((hasLongCode ? index - 1 : index, index + 3))
        index += 3
      } else {
        index += 1
      }
    }
    return starts
  }

  /// Whether the unit is supplemental information (type 6) that begins with user data (payload 5).
  private static func isUserData(_ bytes: [UInt8], at index: Int) -> Bool {
    index + 1 < bytes.count && bytes[index] & 0x1F == 6 && bytes[index + 1] == 5
  }
}
