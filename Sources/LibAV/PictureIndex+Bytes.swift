extension PictureIndex {
  /// The index as bytes: numbers of variable length, each the distance from the one before it.
  ///
  /// An hour at 30 pictures a second takes about 200 kB.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    Self.append(Int64(timeBase.numerator), to: &bytes)
    Self.append(Int64(timeBase.denominator), to: &bytes)
    Self.append(Int64(reorderDepth), to: &bytes)
    Self.append(Int64(keyframes.count), to: &bytes)
    var last = Keyframe(presentationTicks: 0, decodingTicks: 0, bytePosition: 0)
    for keyframe in keyframes {
      Self.append(keyframe.presentationTicks &- last.presentationTicks, to: &bytes)
      Self.append(keyframe.decodingTicks &- last.decodingTicks, to: &bytes)
      Self.append(keyframe.bytePosition ?? -1, to: &bytes)
      last = keyframe
    }
    Self.append(Int64(pictures.count), to: &bytes)
    var before: Int64 = 0
    for ticks in pictures {
      Self.append(ticks &- before, to: &bytes)
      before = ticks
    }
    return bytes
  }

  /// Reads what ``bytes`` wrote; nothing where anything of it is missing.
  public init?(bytes: some Sequence<UInt8>) {
    var bytes = bytes.makeIterator()
    guard let upper = Self.number(&bytes).flatMap({ Int32(exactly: $0) }),
      let lower = Self.number(&bytes).flatMap({ Int32(exactly: $0) }),
      let depth = Self.number(&bytes).flatMap({ Int(exactly: $0) }), (0...16).contains(depth),
      let keyCount = Self.number(&bytes), let keyframes = Self.keyframes(&bytes, keyCount),
      let count = Self.number(&bytes)
    else { return nil }
    var pictures: [Int64] = []
    var ticks: Int64 = 0
    // A count that lies ends with the bytes.
    var left = count
    while left > 0 {
      guard let step = Self.number(&bytes) else { return nil }
      ticks &+= step
      pictures.append(ticks)
      left -= 1
    }
    self.init(
      timeBase: Ratio(upper, lower), keyframes: keyframes, pictures: pictures, reorderDepth: depth)
  }

  private static func keyframes(
    _ bytes: inout some IteratorProtocol<UInt8>, _ count: Int64
  ) -> [Keyframe]? {
    var keyframes: [Keyframe] = []
    var (presentation, decoding): (Int64, Int64) = (0, 0)
    var left = count
    while left > 0 {
      guard let shown = number(&bytes), let decoded = number(&bytes), let place = number(&bytes)
      else { return nil }
      presentation &+= shown
      decoding &+= decoded
      keyframes.append(
        Keyframe(
          presentationTicks: presentation, decodingTicks: decoding,
          bytePosition: place >= 0 ? place : nil))
      left -= 1
    }
    return keyframes
  }

  /// Seven bits a byte, the lowest first; the sign in the lowest bit of all.
  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    var rest = UInt64(bitPattern: number << 1 ^ number >> 63)
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func number(_ bytes: inout some IteratorProtocol<UInt8>) -> Int64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64, let byte = bytes.next() {
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
      shift += 7
    }
    return nil
  }
}
