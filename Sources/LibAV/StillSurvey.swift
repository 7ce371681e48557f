internal import CFFmpeg

extension PictureFindings {
  /// What is found out about a still picture by decoding it.
  ///
  /// FFmpeg gives what it could decode of half a picture, and complains of it in its log alone.
  public init(ofStill path: String, limits: ReadLimits = .standard) {
    self.init()
    do throws(FFmpegError) {
      let demuxer = try Demuxer(path: path, limits: limits)
      guard let stream = unsafe demuxer.main(AVMEDIA_TYPE_VIDEO) else { return }
      let decoder = try unsafe StreamDecoder(
        stream: stream, threads: 1, maximumPixels: limits.pixels)
      let packet = try Packet()
      let frame = try Frame()
      guard demuxer.read(packet, of: unsafe Int(stream.pointee.index)) else { return }
      FFmpegLog.begin()
      guard try decoder.send(packet) else { return }
      decoder.sendEnd()
      guard try decoder.receive(into: frame) == .frame else { return }
      let native = unsafe packet.native.pointee
      let zeros = unsafe ZeroRun(codec: stream.pointee.codecpar.pointee.codec_id).find(
        in: UnsafeRawBufferPointer(start: native.data, count: Int(max(native.size, 0))))
      let isBroken = unsafe frame.native.pointee.decode_error_flags != 0
      if FFmpegLog.hasError || isBroken || zeros == .certain
        || ImageEnd.isMissing(demuxer.containerName, path: path)
      {
        note(Fault(.damaged))
      }
      if let name = unsafe SignalColor.unknownMatrix(frame.native.pointee.colorspace) {
        note(Fault(.matrix, detail: name))
      }
      if let profile = unsafe ColorProfile(of: frame.native), !profile.isDrawn {
        note(Fault(.profile))
      }
      if let image = ISOImage(path: path), image.isStill, image.hasAlphaItem {
        let name = unsafe av_get_pix_fmt_name(AVPixelFormat(frame.native.pointee.format))
        let isRead = unsafe name.map { unsafe AlphaItemReader.takes(String(cString: $0)) } ?? false
        if image.alphaBytes == nil || !isRead { note(Fault(.opacity)) }
      }
    } catch {
      // Whoever draws the picture gets the error.
    }
  }
}
