internal import CFFmpeg

/// Decodes AAC packets at 48 kHz in stereo, as a player would.
///
/// Not for use by two tasks at once.
public struct AudioDecoder: ~Copyable {
  private let decoder: StreamDecoder
  private let packet: Packet
  private let frame: Frame

  /// Opens the decoder of an encoder's packets.
  ///
  /// - Parameter header: The encoder's ``AudioEncoder/parameterSets``.
  /// - Throws: ``FFmpegError`` for a header of more than 1024 bytes, or one that FFmpeg refuses.
  public init(header: [UInt8]) throws(FFmpegError) {
    guard header.count <= 1024 else {
      throw FFmpegError(
        .badSetting("an AAC header of \(header.count) bytes"), operation: "AudioDecoder")
    }
    var parameters: UnsafeMutablePointer<AVCodecParameters>? = unsafe try allocated(
      avcodec_parameters_alloc(), "avcodec_parameters_alloc")
    defer { unsafe avcodec_parameters_free(&parameters) }
    let opened = unsafe try allocated(parameters, "avcodec_parameters_alloc")
    unsafe opened.pointee.codec_type = AVMEDIA_TYPE_AUDIO
    unsafe opened.pointee.codec_id = AV_CODEC_ID_AAC
    unsafe opened.pointee.sample_rate = CInt(AudioEncoder.sampleRate)
    unsafe av_channel_layout_default(&opened.pointee.ch_layout, 2)
    // Decoders read a little past the end.
    let memory = try unsafe allocated(
      av_mallocz(header.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)), "av_mallocz")
    unsafe memory.copyMemory(from: header, byteCount: header.count)
    unsafe opened.pointee.extradata = unsafe memory.assumingMemoryBound(to: UInt8.self)
    unsafe opened.pointee.extradata_size = CInt(header.count)
    let packet = try Packet()
    let frame = try Frame()
    decoder = try unsafe StreamDecoder(
      parameters: opened, tick: AVRational(num: 1, den: CInt(AudioEncoder.sampleRate)), threads: 1)
    self.packet = packet
    self.frame = frame
  }

  /// All samples of a run of packets, left and right in turn, those of the first packet included: an encoder's
  /// padding is not taken away.
  ///
  /// - Throws: ``FFmpegError`` for what is not AAC in stereo.
  public func decode(_ packets: [EncodedPacket]) throws(FFmpegError) -> [Float] {
    var samples: [Float] = []
    samples.reserveCapacity(2 * AudioEncoder.frameSize * packets.count)
    for encoded in packets {
      try packet.fill(with: encoded)
      guard try decoder.send(packet) else {
        throw FFmpegError(.nothingDecodes, operation: "avcodec_send_packet")
      }
      while try decoder.receive(into: frame) == .frame { try append(to: &samples) }
    }
    return samples
  }

  private func append(to samples: inout [Float]) throws(FFmpegError) {
    let native = unsafe frame.native.pointee
    guard unsafe native.format == AV_SAMPLE_FMT_FLTP.rawValue,
      unsafe native.ch_layout.nb_channels == 2,
      let left = unsafe UnsafeRawPointer(native.data.0)?.assumingMemoryBound(to: Float.self),
      let right = unsafe UnsafeRawPointer(native.data.1)?.assumingMemoryBound(to: Float.self)
    else { throw FFmpegError(.nothingDecodes, operation: "avcodec_receive_frame") }
    let count = unsafe Int(native.nb_samples)
    let first = samples.count
    samples.append(contentsOf: repeatElement(0, count: 2 * count))
    unsafe samples.withUnsafeMutableBufferPointer { buffer in
      for place in 0..<count {
        unsafe buffer[first + 2 * place] = unsafe left[place]
        unsafe buffer[first + 2 * place + 1] = unsafe right[place]
      }
    }
  }
}
