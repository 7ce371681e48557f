internal import CFFmpeg

/// One picture or one run of samples as an encoder gave it: what is stored, joined and written to
/// files.
public struct EncodedPacket: Hashable, Sendable {
  /// The codec's bytes; H.264 as NAL units, each behind its length in four bytes.
  public var bytes: [UInt8]
  /// When it is shown, in ticks of the stream: frames of video, samples of sound.
  public var presentationTicks: Int64
  /// When it is decoded, in ticks of the stream; never later than it is shown.
  public var decodingTicks: Int64
  /// How long it is shown, in ticks of the stream.
  public var duration: Int64
  /// Decoding can begin here.
  public var isKey: Bool

  /// A packet as given.
  public init(
    bytes: [UInt8], presentationTicks: Int64, decodingTicks: Int64, duration: Int64, isKey: Bool
  ) {
    self.bytes = bytes
    self.presentationTicks = presentationTicks
    self.decodingTicks = decodingTicks
    self.duration = duration
    self.isKey = isKey
  }

  init(_ packet: borrowing Packet) {
    let native = unsafe packet.native.pointee
    bytes = unsafe Array(UnsafeBufferPointer(start: native.data, count: max(0, Int(native.size))))
    presentationTicks = unsafe native.pts
    decodingTicks = unsafe native.dts
    duration = unsafe native.duration
    isKey = unsafe native.flags & AV_PKT_FLAG_KEY != 0
  }
}
