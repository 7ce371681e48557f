internal import CFFmpeg

/// A 128-bit sum of bytes that tells damage from what was written (MurmurHash3), several times as fast as a
/// cryptographic one.
///
/// It is no proof against somebody who wants two contents of one sum. The corresponding C type is `AVMurMur3`.
@safe
public struct ContentChecksum: ~Copyable {
  private let native: OpaquePointer

  /// The sum of no bytes.
  public init() throws(FFmpegError) {
    unsafe native = try unsafe allocated(av_murmur3_alloc(), "av_murmur3_alloc")
    unsafe av_murmur3_init(native)
  }

  /// Adds bytes.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    unsafe av_murmur3_update(native, start.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  /// The 16 bytes of the sum.
  public consuming func finish() -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      unsafe av_murmur3_final(native, start)
      count = 16
    }
  }

  deinit {
    unsafe av_free(UnsafeMutableRawPointer(native))
  }
}
