/// The 48 bits that a self-clocking frame carries: a marker, the clip's number, the frame's number, a checksum.
///
///     1011 | clip, 8 bits | frame, 20 bits | CRC-16/CCITT-FALSE of clip and frame, 16 bits
///
/// Most significant bit first. `scripts/media/clock.py` writes the same word.
package struct ClockWord: Hashable, Sendable {
  package static let bitCount = 48
  package static let clips = 0..<(1 << 8)
  package static let frames = 0..<(1 << 20)
  private static let marker: UInt64 = 0b1011

  package let bits: UInt64

  package init(bits: UInt64) {
    self.bits = bits
  }

  /// The word of a frame; nil where a number does not fit its bits.
  package init?(clip: Int, frame: Int) {
    guard Self.clips.contains(clip), Self.frames.contains(frame) else { return nil }
    let payload = UInt32(clip) << 20 | UInt32(frame)
    bits = Self.marker << 44 | UInt64(payload) << 16 | UInt64(Self.checksum(of: payload))
  }

  /// The numbers in the word; nil where the marker or the checksum says that this is no such word.
  package var numbers: (clip: Int, frame: Int)? {
    let payload = UInt32(truncatingIfNeeded: bits >> 16) & 0x0FFF_FFFF
    guard bits >> 44 == Self.marker, UInt16(truncatingIfNeeded: bits) == Self.checksum(of: payload)
    else { return nil }
    return (Int(payload >> 20), Int(payload & 0xF_FFFF))
  }

  /// CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) of the payload's four bytes.
  private static func checksum(of payload: UInt32) -> UInt16 {
    var remainder: UInt16 = 0xFFFF
    for shift: UInt32 in [24, 16, 8, 0] {
      remainder ^= UInt16(payload >> shift & 0xFF) << 8
      for _ in 0..<8 {
        remainder = remainder & 0x8000 == 0 ? remainder << 1 : remainder << 1 ^ 0x1021
      }
    }
    return remainder
  }
}
