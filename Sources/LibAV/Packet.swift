internal import CFFmpeg

/// An owner of one piece of encoded media; the corresponding C type is `AVPacket`.
@safe
struct Packet: ~Copyable {
  let native: UnsafeMutablePointer<AVPacket>

  init() throws(FFmpegError) {
    unsafe native = try unsafe allocated(av_packet_alloc(), "av_packet_alloc")
  }

  /// Drops the bytes; the packet can be used again.
  func clear() { unsafe av_packet_unref(native) }

  deinit {
    var packet: UnsafeMutablePointer<AVPacket>? = unsafe native
    unsafe av_packet_free(&packet)
  }
}

extension Packet {
  /// Takes a copy of an encoded packet's bytes and times.
  func fill(with encoded: EncodedPacket) throws(FFmpegError) {
    clear()
    guard let count = CInt(exactly: encoded.bytes.count) else {
      throw FFmpegError(
        .badSetting("a packet of \(encoded.bytes.count) bytes"), operation: "av_new_packet")
    }
    try unsafe checked(av_new_packet(native, count), "av_new_packet")
    unsafe encoded.bytes.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress {
        unsafe native.pointee.data.update(from: start, count: bytes.count)
      }
    }
    describe(encoded)
  }

  /// Stands for an encoded packet while `body` runs, without copying its bytes: for who only looks at them.
  func lending(
    _ encoded: EncodedPacket, _ body: () throws(FFmpegError) -> Void
  ) throws(FFmpegError) {
    clear()
    guard let count = CInt(exactly: encoded.bytes.count) else {
      throw FFmpegError(
        .badSetting("a packet of \(encoded.bytes.count) bytes"), operation: "av_write_frame")
    }
    let outcome = unsafe encoded.bytes.withUnsafeBufferPointer { bytes in
      unsafe native.pointee.data = unsafe UnsafeMutablePointer(mutating: bytes.baseAddress)
      unsafe native.pointee.size = count
      describe(encoded)
      defer { clear() }
      return Result { () throws(FFmpegError) in try body() }
    }
    try outcome.get()
  }

  /// Takes an encoded packet's times, and whether decoding can begin at it.
  private func describe(_ encoded: EncodedPacket) {
    unsafe native.pointee.pts = encoded.presentationTicks
    unsafe native.pointee.dts = encoded.decodingTicks
    unsafe native.pointee.duration = encoded.duration
    unsafe native.pointee.flags = encoded.isKey ? AV_PKT_FLAG_KEY : 0
  }
}
