/// A picture to write into: planes of our own memory, aligned for vector code.
///
/// YUV pictures hold the BT.709 signal of limited range, unless whoever fills them says otherwise.
///
/// Sendable although its bytes can change: a buffer has one writer at a time, who took it from a
/// pool or made it, and who hands it on only after the last write. Nothing in the type enforces
/// this.
@safe
public final class PictureBuffer: @unchecked Sendable {
  /// The form of the pixels.
  public let format: PictureFormat
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int

  /// Bytes to which planes and their lines are aligned.
  public static let alignment = 64
  /// The longest side, in pixels.
  public static let longestSide = 16_384

  private let memory: UnsafeMutableRawBufferPointer
  private let offsets: [Int]
  private let strides: [Int]

  /// A picture whose bytes are all zero.
  ///
  /// - Throws: ``FFmpegError`` when a side is not in 1 through ``longestSide``.
  public init(format: PictureFormat, width: Int, height: Int) throws(FFmpegError) {
    guard (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height) else {
      throw FFmpegError(
        .badSetting("a picture of \(width)x\(height) is outside 1 through \(Self.longestSide)"),
        operation: "PictureBuffer")
    }
    var offsets: [Int] = []
    var strides: [Int] = []
    var total = 0
    for plane in 0..<format.planeCount {
      let size = format.planeSize(plane, width: width, height: height)
      let stride = (size.widthBytes + Self.alignment - 1) / Self.alignment * Self.alignment
      offsets.append(total)
      strides.append(stride)
      total += stride * size.height
    }
    self.format = format
    self.width = width
    self.height = height
    self.offsets = offsets
    self.strides = strides
    // Vector code of FFmpeg reads and writes up to one vector beyond a line's end.
    unsafe memory = .allocate(byteCount: total + Self.alignment, alignment: Self.alignment)
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
  }

  /// Bytes from one line of plane `plane` to the next.
  public func stride(_ plane: Int) -> Int { strides[plane] }

  /// The bytes of plane `plane`, padding at the ends of lines included.
  ///
  /// The pointer is good as long as the buffer lives; see the type about who may write.
  public func plane(_ plane: Int) -> UnsafeMutableBufferPointer<UInt8> {
    let rows = format.planeSize(plane, width: width, height: height).height
    let start = offsets[plane]
    let slice = unsafe UnsafeMutableRawBufferPointer(
      rebasing: memory[start..<(start + strides[plane] * rows)])
    return unsafe slice.assumingMemoryBound(to: UInt8.self)
  }

  /// Calls `body` with the bytes of plane `plane` and the bytes from one line to the next.
  public func withPlane<Result, Failure: Error>(
    _ plane: Int,
    _ body: (_ bytes: UnsafeMutableBufferPointer<UInt8>, _ stride: Int) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(self.plane(plane), strides[plane])
  }

  /// Sets every byte of plane `plane`.
  public func fill(_ plane: Int, with value: UInt8) {
    unsafe self.plane(plane).update(repeating: value)
  }

  deinit { unsafe memory.deallocate() }
}
