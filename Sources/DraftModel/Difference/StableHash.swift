import JSONTree

/// A hash that is the same in every run and on every machine, for choices that must not depend on chance.
///
/// FNV-1a over words of eight bytes, with a final mix; not for untrusted keys of a table, only to break ties.
struct StableHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func combine(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset + 8 <= buffer.count {
        combine(
          word: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset += 8
      }
      for byte in buffer[offset...] { combine(word: UInt64(byte)) }
    }
  }

  /// A multiplication carries upwards only; the shift brings what a word's upper bytes say back down.
  private mutating func combine(word: UInt64) {
    value = (value ^ word) &* 0x100_0000_01B3
    value ^= value >> 32
  }

  mutating func combine(_ number: Int64) {
    value = (value ^ UInt64(bitPattern: number)) &* 0x9E37_79B9_7F4A_7C15
    value ^= value >> 29
  }

  /// One hash for two things in either order.
  ///
  /// Mixed again after the sum: were it linear in both, every assignment of the same things would have the
  /// same sum of hashes.
  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    mixed(mixed(first) &+ mixed(second))
  }

  /// The finishing steps of SplitMix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension DraftOutline.Segment {
  /// A hash of where the segment lies and what it is.
  var stableHash: UInt64 {
    var hash = StableHash()
    hash.combine(start.rawValue)
    hash.combine(length.rawValue)
    hash.combine(node.bytes)
    return hash.value
  }
}

extension DraftOutline {
  /// A hash of what a segment is, without its place and its id, which may be another on every turn.
  func contentHash(of segment: Segment) -> UInt64 {
    var hash = StableHash()
    hash.combine(segment.length.rawValue)
    if let metadata = draft.keys.field(.segmentMetadata, in: segment.node)?.node {
      hash.combine(metadata.bytes)
    } else if segment.node.kind != .object {
      hash.combine(segment.node.bytes)
    }
    return hash.value
  }

  /// A hash of what a track holds, ids aside.
  func stableHash(ofTrack index: Int) -> UInt64 {
    var hash = StableHash()
    if let metadata = tracks[index].raw.metadata { hash.combine(metadata.bytes) }
    for segment in segments[tracks[index].segments] {
      hash.combine(segment.start.rawValue)
      hash.combine(Int64(bitPattern: contentHash(of: segment)))
    }
    return hash.value
  }
}
