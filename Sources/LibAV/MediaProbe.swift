internal import CFFmpeg

/// Finds out what a media file holds.
public enum MediaProbe {
  /// The facts of a local file.
  ///
  /// Reads a bounded piece of it. The path must name a regular file in a container that holds its
  /// media itself; a playlist, a pipe, a device or an address is refused, whatever its name says.
  ///
  /// - Parameter requiresPicture: Whether a file with a video stream of which no picture decodes is refused.
  /// - Throws: ``FFmpegError`` naming the file.
  public static func probe(
    path: String, limits: ReadLimits = .standard, requiresPicture: Bool = false
  ) throws(FFmpegError) -> MediaFacts {
    do throws(FFmpegError) {
      return try facts(of: path, limits: limits, requiresPicture: requiresPicture)
    } catch {
      // FFmpeg's own words name no form that it does not know.
      let isUnknown = error.code == roughcut_AVERROR_INVALIDDATA || error.reason == .nothingDecodes
      guard isUnknown, let reason = FileSignature.reason(path: path) else { throw error }
      throw FFmpegError(
        reason, operation: error.operation, file: error.file, logLine: error.logLine)
    }
  }

  private static func facts(
    of path: String, limits: ReadLimits, requiresPicture: Bool
  ) throws(FFmpegError) -> MediaFacts {
    let facts: MediaFacts
    if AnimatedWebP.isAnimated(path: path) {
      facts = MediaFacts(try AnimatedWebP(path: path, limits: limits))
    } else {
      let demuxer = try Demuxer(path: path, limits: limits, analysis: .withoutPictures)
      // What its first key picture tells was seen to decode.
      if demuxer.lacksPictures, try demuxer.learnPictures(limits) { return Self.facts(of: demuxer) }
      facts =
        demuxer.lacksPictures
        ? try thoroughFacts(path: path, limits: limits) : Self.facts(of: demuxer)
    }
    if requiresPicture, facts.video != nil {
      var options = VideoReadOptions()
      options.limits = limits
      _ = try PictureFile.open(path, options: options).frame(at: .zero)
    }
    return facts
  }

  /// The facts of a local file by all of FFmpeg's own analysis, which decodes many pictures.
  package static func thoroughFacts(
    path: String, limits: ReadLimits = .standard
  ) throws(FFmpegError) -> MediaFacts {
    facts(of: try Demuxer(path: path, limits: limits))
  }

  private static func facts(of demuxer: borrowing Demuxer) -> MediaFacts {
    let origin = demuxer.origin
    let image = ISOImage(path: demuxer.path)
    let isStill =
      ContainerPolicy.isStillImage(demuxer.containerName) || image?.isStill ?? false
    let video = unsafe demuxer.main(AVMEDIA_TYPE_VIDEO)
    let sounds = demuxer.soundStreams
    var orientation: Orientation?
    if let image, isStill {
      orientation = image.orientation
    } else if isStill || demuxer.containerName == "apng", let video = unsafe video {
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
      video: video.map {
        unsafe VideoFacts(
          stream: $0, origin: origin, orientation: orientation,
          hasAlphaItem: image?.alphaBytes != nil)
      },
      sounds: sounds.compactMap { unsafe demuxer.stream($0) }
        .map { unsafe AudioFacts(stream: $0, origin: origin) },
      mainSound: demuxer.mainSound.flatMap { sounds.firstIndex(of: $0) })
  }

  /// The orientation that Exif gives a photo, which FFmpeg tells only with the decoded picture.
  private static func exifOrientation(
    of stream: UnsafeMutablePointer<AVStream>, in demuxer: borrowing Demuxer
  ) -> Orientation {
    do throws(FFmpegError) {
      switch demuxer.containerName {
      case "png_pipe", "apng": return try ExifOrientation.read(png: demuxer.path)
      case "tiff_pipe": return try ExifOrientation.read(tiff: demuxer.path)
      default: break
      }
      let index = unsafe Int(stream.pointee.index)
      let decoder = try unsafe StreamDecoder(stream: stream, threads: 1)
      let packet = try Packet()
      let frame = try Frame()
      guard demuxer.read(packet, of: index), try decoder.send(packet) else { return .upright }
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
  /// Completes what is known of the main video stream from its first key picture; `false` where that alone does
  /// not decode.
  ///
  /// The next packet read is another one.
  fileprivate func learnPictures(_ limits: ReadLimits) throws(FFmpegError) -> Bool {
    guard let index = bestStream(AVMEDIA_TYPE_VIDEO), let stream = unsafe stream(index),
      let parameters = unsafe stream.pointee.codecpar
    else { return true }
    let decoder = try onFile(path) { () throws(FFmpegError) in
      try unsafe StreamDecoder(stream: stream, threads: 1, maximumPixels: limits.pixels) {
        context in
        // Nobody looks at the picture.
        unsafe context.pointee.skip_loop_filter = AVDISCARD_ALL
      }
    }
    guard try decodesKeyPicture(of: index, by: decoder) else { return false }
    let found = unsafe decoder.native.pointee
    unsafe parameters.pointee.format = found.pix_fmt.rawValue
    unsafe parameters.pointee.color_primaries = found.color_primaries
    unsafe parameters.pointee.color_trc = found.color_trc
    unsafe parameters.pointee.color_space = found.colorspace
    unsafe parameters.pointee.color_range = found.color_range
    unsafe parameters.pointee.sample_aspect_ratio = found.sample_aspect_ratio
    return true
  }

  /// Whether the next packet of a stream is a key packet that gives a whole picture by itself.
  private func decodesKeyPicture(
    of index: Int, by decoder: borrowing StreamDecoder
  ) throws(FFmpegError) -> Bool {
    let packet = try Packet()
    let frame = try Frame()
    guard read(packet, of: index),
      unsafe packet.native.pointee.flags & AV_PKT_FLAG_KEY != 0, try decoder.send(packet)
    else { return false }
    // The end makes the decoder give what it would hold back for those that are shown before it.
    decoder.sendEnd()
    guard try decoder.receive(into: frame) == .frame else { return false }
    return unsafe frame.native.pointee.flags & AV_FRAME_FLAG_CORRUPT == 0
  }

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
    if let latest { return latest.isPlausible ? latest : nil }
    let microseconds = unsafe native.pointee.duration
    guard microseconds != roughcut_AV_NOPTS_VALUE, microseconds > 0 else { return nil }
    return MediaTime(numerator: microseconds, denominator: Int64(AV_TIME_BASE)).flatMap {
      $0.isPlausible ? $0 : nil
    }
  }
}
