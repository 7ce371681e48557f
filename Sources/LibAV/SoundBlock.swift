/// A piece of decoded sound, as stereo at 48 kHz.
struct SoundBlock {
  let number: Int64
  /// Interleaved stereo.
  let samples: [Float]
  /// Samples of each channel before the end of the stream.
  let frames: Int
  /// The first sample after the end of the stream, on the reader's clock, where decoding came to
  /// it.
  let endOfSound: Int64?

  func copy(
    from offset: Int, count: Int, into target: UnsafeMutableBufferPointer<Float>, at place: Int
  ) {
    let stored = max(0, min(count, samples.count / 2 - offset))
    guard stored > 0 else { return }
    unsafe samples.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress, let target = target.baseAddress else { return }
      unsafe (target + 2 * place).update(from: source + 2 * offset, count: 2 * stored)
    }
  }
}
