// Inner loops over interleaved stereo, eight floats at a time. Buffers of samples hold whole stereo samples.

extension UnsafeMutableBufferPointer where Element == Float {
  /// Adds sound times a gain for each side.
  func add(_ sound: UnsafeMutableBufferPointer<Float>, left: Float, right: Float) {
    let gains = SIMD8<Float>(left, right, left, right, left, right, left, right)
    let whole = Swift.min(count, sound.count) & ~7
    let target = UnsafeMutableRawPointer(baseAddress)
    let source = UnsafeRawPointer(sound.baseAddress)
    guard let target, let source else { return }
    for offset in Swift.stride(from: 0, to: 4 * whole, by: 32) {
      let sum =
        target.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
        + source.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self) * gains
      target.storeBytes(of: sum, toByteOffset: offset, as: SIMD8<Float>.self)
    }
    for index in whole..<Swift.min(count, sound.count) {
      self[index] += sound[index] * (index & 1 == 0 ? left : right)
    }
  }

  /// Adds sound times a gain for each stereo sample and one for each side.
  func add(
    _ sound: UnsafeMutableBufferPointer<Float>, gains: UnsafeMutableBufferPointer<Float>,
    left: Float, right: Float
  ) {
    for index in 0..<Swift.min(Swift.min(count, sound.count) / 2, gains.count) {
      self[2 * index] += sound[2 * index] * (gains[index] * left)
      self[2 * index + 1] += sound[2 * index + 1] * (gains[index] * right)
    }
  }

  /// The largest magnitude.
  var peak: Float {
    let whole = count & ~7
    var peaks = SIMD8<Float>.zero
    if let source = UnsafeRawPointer(baseAddress) {
      for offset in Swift.stride(from: 0, to: 4 * whole, by: 32) {
        let values = source.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
        peaks = pointwiseMax(peaks, pointwiseMax(values, -values))
      }
    }
    return self[whole...].reduce(peaks.max()) { Swift.max($0, abs($1)) }
  }
}

extension UnsafePointer where Pointee == Float {
  /// The sum of products with another run of `count` floats.
  func product(with other: Self, count: Int) -> Float {
    let (left, right) = (UnsafeRawPointer(self), UnsafeRawPointer(other))
    let whole = count & ~7
    var sums = SIMD8<Float>.zero
    for offset in Swift.stride(from: 0, to: 4 * whole, by: 32) {
      sums +=
        left.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
        * right.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
    }
    var sum = sums.sum()
    for index in whole..<count { sum += self[index] * other[index] }
    return sum
  }
}
