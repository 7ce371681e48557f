internal import CFFmpeg

/// Finds out what a media file holds.
public enum MediaProbe {
  /// The facts of a local file.
  ///
  /// Reads a bounded piece of it. The path must name a regular file in a container that holds its
  /// media itself; a playlist, a pipe, a device or an address is refused, whatever its name says.
  ///
  /// - Throws: ``FFmpegError`` naming the file.
  public static func probe(
    path: String, limits: ReadLimits = .standard
  ) throws(FFmpegError) -> MediaFacts {
    if AnimatedWebP.isAnimated(path: path) {
      return MediaFacts(try AnimatedWebP(path: path, limits: limits))
    }
    let demuxer = try Demuxer(path: path, limits: limits)
    let origin = demuxer.origin
    let isStill = ContainerPolicy.isStillImage(demuxer.containerName)
    let video = unsafe demuxer.main(AVMEDIA_TYPE_VIDEO)
    let audio = unsafe demuxer.main(AVMEDIA_TYPE_AUDIO)
    var orientation: Orientation?
    if isStill, let video = unsafe video {
      orientation = unsafe exifOrientation(of: video, in: demuxer)
    }
    let bitRate = unsafe demuxer.native.pointee.bit_rate
    return unsafe MediaFacts(
      containerNames: demuxer.containerName,
      duration: isStill ? nil : demuxer.duration(from: origin),
      startTime: origin,
      bitRate: bitRate > 0 ? bitRate : nil,
      isStillImage: isStill,
      isAnimatedImage: ["gif", "apng"].contains(demuxer.containerName),
      video: video.map { unsafe VideoFacts(stream: $0, origin: origin, orientation: orientation) },
      audio: unsafe audio.map { unsafe AudioFacts(stream: $0, origin: origin) })
  }

  /// The orientation that Exif gives a photo, which FFmpeg tells only with the decoded picture.
  private static func exifOrientation(
    of stream: UnsafeMutablePointer<AVStream>, in demuxer: borrowing Demuxer
  ) -> Orientation {
    do throws(FFmpegError) {
      if demuxer.containerName == "png_pipe" { return try PNGOrientation.read(path: demuxer.path) }
      let index = unsafe Int(stream.pointee.index)
      let decoder = try unsafe StreamDecoder(stream: stream, threads: 1)
      let packet = try Packet()
      let frame = try Frame()
      guard try demuxer.read(packet, of: index), try decoder.send(packet) else { return .upright }
      decoder.sendEnd()
      guard try decoder.receive(into: frame) == .frame else { return .upright }
      return Orientation(pictureMetadata: frame)
    } catch {
      // A picture that doesn't decode has no orientation; whoever reads it gets the error.
      return .upright
    }
  }
}

extension Orientation {
  /// The turn that a decoded photo's Exif asks for.
  init(pictureMetadata frame: borrowing Frame) {
    let entry = unsafe av_dict_get(frame.native.pointee.metadata, "Orientation", nil, 0)
    let text = unsafe entry?.pointee.value.map { unsafe String(cString: $0) } ?? ""
    self.init(exif: Int(text.filter(\.isNumber)) ?? 1)
  }
}

extension Demuxer {
  /// The time from `origin` to the end of the longest stream that is seen or heard.
  fileprivate func duration(from origin: MediaTime) -> MediaTime? {
    var latest: MediaTime?
    for index in 0..<streamCount {
      guard let stream = unsafe stream(index), let start = unsafe start(of: stream),
        let duration = unsafe MediaTime.duration(of: stream)
      else { continue }
      let end = start + duration - origin
      latest = max(latest ?? end, end)
    }
    if let latest { return latest }
    let microseconds = unsafe native.pointee.duration
    guard microseconds != roughcut_AV_NOPTS_VALUE, microseconds > 0 else { return nil }
    return MediaTime(numerator: microseconds, denominator: Int64(AV_TIME_BASE))
  }
}
