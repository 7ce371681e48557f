internal import CFFmpeg

/// An open media file and its streams; the corresponding C type is `AVFormatContext`.
@safe
struct Demuxer: ~Copyable {
  let native: UnsafeMutablePointer<AVFormatContext>
  let path: String
  /// FFmpeg's name of the container, such as `mov,mp4,m4a,3gp,3g2,mj2`.
  let containerName: String
  /// Pictures were passed over when streams were analysed, so that only what the container says is known of them.
  let lacksPictures: Bool
  /// FFmpeg logged an error when it opened the file or looked for its streams.
  let hasErrors: Bool
  private let input: FileInput

  /// How much is found out about streams beyond what the container says.
  enum Analysis {
    /// All that is known before reading: pictures are decoded where it takes that.
    case complete
    /// Times and sound; of pictures what the container says, where that suffices to decode them.
    ///
    /// Decoding the first pictures of a large clip takes a tenth of a second.
    case withoutPictures
  }

  /// Opens a regular local file in an accepted container, and finds what streams it has.
  init(
    path: String, limits: ReadLimits, analysis: Analysis = .complete
  ) throws(FFmpegError) {
    FFmpegLog.begin()
    let input = try onFile(path) { () throws(FFmpegError) in try FileInput(path: path) }
    let opened = try unsafe onFile(path) { () throws(FFmpegError) in
      try unsafe Self.context(reading: input, limits: limits, analysis: analysis)
    }
    unsafe native = unsafe opened.context
    containerName = unsafe opened.containerName
    lacksPictures = unsafe opened.lacksPictures
    hasErrors = unsafe opened.hasErrors
    self.input = input
    self.path = path
  }

  private static func context(
    reading input: borrowing FileInput, limits: ReadLimits, analysis: Analysis
  ) throws(FFmpegError) -> (
    context: UnsafeMutablePointer<AVFormatContext>, containerName: String, lacksPictures: Bool,
    hasErrors: Bool
  ) {
    // Content decides, not the name: with the name, `a%d.png` would be a numbered sequence of
    // files.
    var format: UnsafePointer<AVInputFormat>?
    let probeBytes = UInt32(clamping: min(limits.probeBytes, 1 << 20))
    try unsafe checked(
      av_probe_input_buffer2(input.context, &format, "", nil, 0, probeBytes),
      "av_probe_input_buffer2")
    guard let probed = unsafe format, let name = unsafe probed.pointee.name else {
      throw FFmpegError(.nothingDecodes, operation: "av_probe_input_buffer2")
    }
    var containerName = unsafe String(cString: name)
    if let kind = Self.kindOfJPEGs(input, containerName), kind != containerName {
      containerName = kind
      unsafe format = unsafe av_find_input_format(kind)
    }
    guard ContainerPolicy.accepted.contains(containerName) else {
      throw FFmpegError(.containerRefused(name: containerName), operation: "av_probe_input_buffer2")
    }
    var options = try OptionDictionary([
      ("protocol_whitelist", "none"),
      ("format_whitelist", containerName),
      ("probesize", String(limits.probeBytes)),
      ("analyzeduration", String(limits.analysisMicroseconds)),
      ("max_streams", String(limits.streams)),
    ])
    var context: UnsafeMutablePointer<AVFormatContext>? = unsafe try allocated(
      avformat_alloc_context(), "avformat_alloc_context")
    unsafe context?.pointee.pb = unsafe input.context
    // A container that points to other files gets none of them.
    unsafe context?.pointee.io_open = { _, _, _, _, _ in roughcut_AVERROR_EACCES }
    do throws(FFmpegError) {
      try unsafe checked(
        avformat_open_input(&context, "", format, &options.native), "avformat_open_input")
      try options.requireAllUsed(by: "avformat_open_input")
      let opened = unsafe try allocated(context, "avformat_open_input")
      let sparesPictures =
        unsafe analysis == .withoutPictures
        && ContainerPolicy.describesPictures(opened, containerName: containerName)
      let hasErrors = FFmpegLog.hasComplaint(of: containerName)
      try unsafe analyse(opened, sparesPictures: sparesPictures)
      // What analysis refused on purpose is no error of the file.
      return unsafe (
        opened, containerName, sparesPictures,
        hasErrors || !sparesPictures && FFmpegLog.hasComplaint(of: containerName)
      )
    } catch {
      // Opening frees the context when it fails, and leaves null.
      unsafe avformat_close_input(&context)
      throw error
    }
  }

  /// The container of a file of JPEG pictures: a photo, or a stream of four or more, each right after the end of the
  /// one before; `nil` for other files.
  ///
  /// Photos may be followed by one or two others, which are a smaller form, another exposure or a map of brightness.
  /// FFmpeg decides by what it probes first, in which a large photo hides what follows, and two small ones are a
  /// stream.
  private static func kindOfJPEGs(_ input: borrowing FileInput, _ name: String) -> String? {
    guard name == "jpeg_pipe" || name == "mjpeg" else { return nil }
    let most = 4 << 20
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: most) { buffer, read in
      read = unsafe max(0, Int(avio_read(input.context, buffer.baseAddress, CInt(most))))
    }
    guard unsafe avio_seek(input.context, 0, SEEK_SET) >= 0 else { return nil }
    // The end of a picture, and the start of the next with its first marker (ITU-T T.81, B.1.1.3).
    let border: [UInt8] = [0xFF, 0xD9, 0xFF, 0xD8, 0xFF]
    var count = 0
    for place in bytes.indices.dropLast(border.count - 1) where bytes[place] == 0xFF {
      if bytes[place..<place + border.count].elementsEqual(border) { count += 1 }
    }
    if count >= 3 { return "mjpeg" }
    // Streams with bytes between their pictures, and those of which only the beginning was read, stay what they are.
    return count > 0 && bytes.count < most ? "jpeg_pipe" : name
  }

  private static func analyse(
    _ context: UnsafeMutablePointer<AVFormatContext>, sparesPictures: Bool
  ) throws(FFmpegError) {
    var allowed: UnsafeMutablePointer<CChar>?
    if sparesPictures {
      // A codec that is not on the list is not opened, and its stream passes for known.
      unsafe allowed = try unsafe allocated(av_strdup(soundDecoders), "av_strdup")
      unsafe context.pointee.codec_whitelist = allowed
    }
    let status = unsafe avformat_find_stream_info(context, nil)
    if sparesPictures {
      unsafe context.pointee.codec_whitelist = nil
      unsafe av_free(allowed)
      // Of what was refused on purpose nobody wants to hear.
      FFmpegLog.begin()
    }
    try checked(status, "avformat_find_stream_info")
  }

  /// The names of all decoders of sound, separated by commas.
  private static let soundDecoders: String = {
    var names: [String] = []
    var place: UnsafeMutableRawPointer?
    while let codec = unsafe av_codec_iterate(&place) {
      if unsafe av_codec_is_decoder(codec) != 0, unsafe codec.pointee.type == AVMEDIA_TYPE_AUDIO {
        unsafe names.append(String(cString: codec.pointee.name))
      }
    }
    return names.joined(separator: ",")
  }()

  deinit {
    var context: UnsafeMutablePointer<AVFormatContext>? = unsafe native
    unsafe avformat_close_input(&context)
  }
}

extension Demuxer {
  var streamCount: Int { unsafe Int(native.pointee.nb_streams) }

  /// The stream at `index`, which is below `streamCount`.
  func stream(_ index: Int) -> UnsafeMutablePointer<AVStream>? {
    guard index >= 0, index < streamCount else { return nil }
    return unsafe native.pointee.streams[index]
  }

  /// The stream of the kind that is the main one; cover art is none.
  ///
  /// Of sounds that is what players play; of pictures, what FFmpeg holds for it.
  func bestStream(_ kind: AVMediaType) -> Int? {
    if kind == AVMEDIA_TYPE_AUDIO { return mainSound }
    let index = unsafe Int(av_find_best_stream(native, kind, -1, -1, nil, 0))
    guard let stream = unsafe stream(index),
      unsafe stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
    else { return nil }
    return index
  }

  /// The main stream of a kind itself.
  func main(_ kind: AVMediaType) -> UnsafeMutablePointer<AVStream>? {
    guard let index = bestStream(kind) else { return nil }
    return unsafe stream(index)
  }

  /// Makes the demuxer pass over all streams but one, which saves reading them.
  func keepOnly(_ index: Int) { keepOnly([index]) }

  /// Makes the demuxer pass over all streams but some.
  func keepOnly(_ indices: [Int]) {
    for other in 0..<streamCount {
      unsafe stream(other)?.pointee.discard =
        indices.contains(other) ? AVDISCARD_DEFAULT : AVDISCARD_ALL
    }
  }

  /// Reads the next packet of stream `index`; `false` at the end of the file.
  ///
  /// A read error ends the file as its end does: what came before it is good, and callers report
  /// that the source ended early. So does a packet for which there is no memory: its size is what the file states.
  func read(_ packet: borrowing Packet, of index: Int) -> Bool {
    while read(packet) {
      if unsafe packet.native.pointee.stream_index == CInt(index) { return true }
    }
    return false
  }

  /// Reads the next packet of any stream; `false` at the end of the file.
  func read(_ packet: borrowing Packet) -> Bool {
    packet.clear()
    let status = unsafe av_read_frame(native, packet.native)
    return status >= 0
  }

  /// Goes to the key frame at or before `ticks` of stream `index`; `false` when the container
  /// can't.
  func seek(_ index: Int, to ticks: Int64) -> Bool {
    unsafe av_seek_frame(native, CInt(index), ticks, AVSEEK_FLAG_BACKWARD) >= 0
  }

  /// Goes to a place in the file where a packet is known to begin; `false` when the container
  /// can't.
  func seek(toByte position: Int64) -> Bool {
    unsafe av_seek_frame(native, -1, position, AVSEEK_FLAG_BYTE) >= 0
  }
}
